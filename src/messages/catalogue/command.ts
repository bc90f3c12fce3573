import type { Rows } from "../row";

/** What the command refuses. */
export const COMMAND = {
  noCommand: {
    text: "give a command: list or stop, or --help",
    cause: "There is no command.",
    remedy: "`npx pulumi-vertex-jobs --help`",
  },
  noSuchCommand: {
    text: "there is no such command to explain: there are list and stop",
    cause: "Another command was asked for.",
    remedy: "`npx pulumi-vertex-jobs --help`",
  },
  givenTwice: {
    text: "{option} is given twice",
    cause: "An option that counts once stands there twice.",
    remedy: "Remove one.",
  },
  keyGivenTwice: { text: "{option} gives {key} twice", cause: "A label has two values.", remedy: "Remove one." },
  optionWithoutValue: {
    text: "{option} {value} has no value: is a variable not set?",
    cause: "`--label env=$ENV`, and `ENV` is empty. No job would match, and a gate would always pass.",
    remedy: "Set the variable.",
  },
  notALabel: {
    text: "{option} must look like env=pr-7, and not like {value}",
    cause: "A label without `=`.",
    remedy: "Write `--label env=pr-7`, or `--label 'keep=*'`.",
  },
  stillRetrying: {
    text: "{fault}; retrying for up to {remaining}",
    cause: "A request failed for a reason that often passes, such as a used up quota. Printed at most every 5 seconds.",
    remedy: "Wait, or give less time with `--timeout`.",
  },
  cannotWrite: {
    text: "cannot write to {stream}: {fault}",
    step: "Free some space there, or send the output elsewhere",
    cause: "The output could not be written. `stop` stops the jobs all the same.",
  },
  badOptions: {
    text: "{failures}",
    cause: "An option that can't be used.",
    remedy: "Find the message on this page; where it names an input, the command's names its option.",
  },
} as const satisfies Rows;
