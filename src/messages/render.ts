import { CATALOGUE } from "./catalogue";
import type { InputName, Message, Parameter } from "./message";
import type { Reader, Row, Text } from "./row";
import { formatCount } from "./wording";

/** The words of one reader. */
export interface Words {
  readonly reader: Reader;
  /** The reader's name of an input, such as `--older-than` for `selector.olderThan`; of `command`: what is being run. */
  nameOf(name: string): string;
}

/** The words of a Pulumi program: inputs are called what the program calls them. */
export const PULUMI_WORDS: Words = {
  reader: "pulumi",
  nameOf: (name) => (name === "command" ? "pulumi up" : name),
};

/** Words a message. */
export function render({ code, parameters }: Message, words: Words = PULUMI_WORDS): string {
  return fill(textFor(CATALOGUE[code].text, words.reader), parameters, words);
}

/** What to do after a failure; `undefined` if the message says it already. */
export function renderStep({ code, parameters }: Message, words: Words = PULUMI_WORDS): string | undefined {
  const { step }: Row = CATALOGUE[code];
  if (step !== undefined) return fill(textFor(step, words.reader), parameters, words);
  // A failure that wraps another one leaves the step to that.
  const { failure } = parameters;
  return typeof failure === "object" && "code" in failure ? renderStep(failure, words) : undefined;
}

function textFor(text: Text, reader: Reader): string {
  return typeof text === "string" ? text : (text[reader] ?? text.pulumi);
}

function fill(text: string, parameters: Message["parameters"], words: Words): string {
  return text.replace(/\{(@?)([\w.:]+)\}/g, (placeholder, isInput: string, name: string) => {
    if (isInput) return words.nameOf(name);
    const parameter = parameters[name];
    return parameter === undefined ? placeholder : spell(parameter, words);
  });
}

function spell(parameter: Parameter, words: Words): string {
  if (typeof parameter === "string") return parameter;
  if (typeof parameter === "number") return formatCount(parameter);
  if (isList(parameter)) return parameter.map((entry) => spell(entry, words)).join(", ");
  return "input" in parameter ? words.nameOf(parameter.input) : render(parameter, words);
}

function isList(parameter: Parameter): parameter is readonly (string | InputName)[] {
  return Array.isArray(parameter);
}
