import type { JobKind } from "../../vertex/kinds/jobKind";
import type { Branch, Loop, Step, Subworkflow, WorkflowDefinition } from "./definition";
import { listingSubworkflows, type Selection } from "./listSelectedJobs";
import { NOT_FOUND, statesAmong } from "./stateNames";
import { stoppingSubworkflows } from "./stopJobs";

/** What a guard's workflow does, all of it known. */
export interface GuardWorkflowOptions extends Selection {
  /** How many jobs of all kinds together one run may stop. */
  readonly maxJobs: number;
  /** How long one run may take. */
  readonly waitSeconds: number;
  /** Only say which jobs would be stopped. */
  readonly dryRun: boolean;
}

/**
 * How many cancellations a workflow requests at once: as many as one execution may run.
 *
 * @see https://cloud.google.com/workflows/quotas
 */
const CONCURRENCY = 20;

/**
 * The workflow of a guard, as data: lists what the selector matches, refuses when it is too much, requests all cancellations at once,
 * awaits the end of each job, and lists again until nothing is there.
 *
 * It returns counts and full names, and raises an error that names each job which it could not stop.
 */
export function guardWorkflow(options: GuardWorkflowOptions): WorkflowDefinition {
  return { main: main(options), ...listingSubworkflows(options), ...stoppingSubworkflows(options.kinds) };
}

/** Nothing is cancelled when the selector means more than its author thought. */
const tooMany = (maxJobs: number): Branch => ({
  condition: `\${len(jobNames) + len(ended) > ${maxJobs}}`,
  raise: {
    message: `\${"more than ${maxJobs} jobs match, among them " + jobNames[0] + ". Stopped before: " + string(len(ended)) + ". Narrow the selector, or raise maxJobs."}`,
    tags: ["TooManyJobs"],
    jobs: "${jobNames}",
  },
});

function main({ kinds, maxJobs, waitSeconds, dryRun }: GuardWorkflowOptions): Subworkflow {
  return {
    steps: [
      {
        begin: {
          assign: [
            { startSeconds: "${sys.now()}" },
            { ended: [] },
            { counts: { cancelled: 0, completed: 0, notFound: 0 } },
          ],
        },
      },
      {
        list: {
          call: "listSelectedJobs",
          args: { startSeconds: "${startSeconds}", known: "${ended}", maxJobs },
          result: "jobNames",
        },
      },
      ...(dryRun ? reportSteps(maxJobs) : stoppingSteps(kinds, { maxJobs, waitSeconds })),
    ],
  };
}

function reportSteps(maxJobs: number): Step[] {
  return [
    { judgeList: { switch: [tooMany(maxJobs)] } },
    { report: { return: { dryRun: true, matched: "${len(jobNames)}", jobs: "${jobNames}" } } },
  ];
}

function stoppingSteps(
  kinds: readonly JobKind[],
  { maxJobs, waitSeconds }: Pick<GuardWorkflowOptions, "maxJobs" | "waitSeconds">,
): Step[] {
  const quiet = {
    condition: "${len(jobNames) == 0}",
    return: {
      dryRun: false,
      matched: "${len(ended)}",
      cancelled: "${counts.cancelled}",
      completed: "${counts.completed}",
      notFound: "${counts.notFound}",
      jobs: "${ended}",
    },
  };
  return [
    { judgeList: { switch: [quiet, tooMany(maxJobs)] } },
    {
      beginCancelling: {
        assign: [{ requested: [] }, { failures: [] }, { deadlineSeconds: `\${startSeconds + ${waitSeconds}}` }],
      },
    },
    {
      cancelAll: { parallel: { shared: ["requested", "failures"], concurrency_limit: CONCURRENCY, for: cancelEach() } },
    },
    { awaitAll: { for: awaitEach(kinds) } },
    { judgeRound: { switch: [notAllStopped()] } },
    { listAgain: { next: "list" } },
  ];
}

function cancelEach(): Loop {
  return {
    value: "jobToCancel",
    in: "${jobNames}",
    steps: [
      {
        cancelJob: {
          try: {
            steps: [
              { requestCancellation: { call: "requestCancellationOfJob", args: argsFor("jobToCancel") } },
              { noteRequest: { assign: [{ requested: "${list.concat(requested, jobToCancel)}" }] } },
            ],
          },
          except: {
            as: "e",
            steps: [{ noteRefusal: { assign: [{ failures: "${list.concat(failures, e.message)}" }] } }],
          },
        },
      },
    ],
  };
}

/** One after the other: when the first has ended, most others have too, and each costs one look. */
function awaitEach(kinds: readonly JobKind[]): Loop {
  return {
    value: "jobToAwait",
    in: "${requested}",
    steps: [
      {
        awaitJob: {
          try: {
            steps: [
              { awaitEnd: { call: "awaitEndOfJob", args: argsFor("jobToAwait"), result: "endState" } },
              { noteEnd: { assign: [{ ended: "${list.concat(ended, jobToAwait)}" }] } },
              { countEnd: { switch: countingBranches(kinds) } },
            ],
          },
          except: {
            as: "e",
            steps: [{ noteFailure: { assign: [{ failures: "${list.concat(failures, e.message)}" }] } }],
          },
        },
      },
    ],
  };
}

function countingBranches(kinds: readonly JobKind[]): Branch[] {
  const cancelledStates = statesAmong(kinds, ({ cancelledState }) => [cancelledState]);
  const cancelled = cancelledStates.map((state) => `endState == "${state}"`).join(" or ");
  const notFound = `endState == "${NOT_FOUND}"`;
  const count = (outcome: string) => [{ [`counts.${outcome}`]: `\${counts.${outcome} + 1}` }];
  return [
    { condition: `\${${cancelled}}`, assign: count("cancelled") },
    { condition: `\${${notFound}}`, assign: count("notFound") },
    { condition: `\${not(${cancelled} or ${notFound})}`, assign: count("completed") },
  ];
}

function notAllStopped(): Branch {
  return {
    condition: "${len(failures) > 0}",
    raise: {
      message:
        '${string(len(failures)) + " jobs have not been stopped, and " + string(len(ended)) + " have: " + failures[0]}',
      tags: ["JobsNotStopped"],
      failures: "${failures}",
      jobs: "${ended}",
    },
  };
}

function argsFor(variable: string): Record<string, string> {
  return {
    name: `\${${variable}}`,
    region: `\${text.split(${variable}, "/")[3]}`,
    deadlineSeconds: "${deadlineSeconds}",
  };
}
