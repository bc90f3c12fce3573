import { type Message, message } from "./message";
import { PULUMI_WORDS, render, renderStep, type Words } from "./render";
import { printable } from "./wording";

/** An error whose message comes from the catalogue, so that each reader gets it in the reader's own words. */
export class Failure extends Error {
  constructor(readonly content: Message) {
    super(render(content));
  }
}

/** What is wrong with an input. */
export interface InputFailure {
  /** Path of the input, such as `selector.labels.env`; empty if the message names a setting itself. */
  readonly property: string;
  /** The rest of a sentence that begins with the property. */
  readonly reason: Message;
}

/** An input's failure as one sentence. */
export function describeInputFailure({ property, reason }: InputFailure): string {
  return [property, render(reason)].filter(Boolean).join(" ");
}

/** The text of an error, for one reader and without a period at its end. */
export function textOf(error: unknown, words: Words = PULUMI_WORDS): string {
  if (error instanceof Failure) return render(error.content, words);
  return printable(error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, "");
}

/** What an error says; an error of another package says it in its own words. */
export function contentOf(error: unknown): Message {
  return error instanceof Failure ? error.content : message("otherError", { text: textOf(error) });
}

/** What to do after an error; `undefined` if nothing is known, or if its text says it already. */
export function stepAfter(error: unknown, words: Words = PULUMI_WORDS): string | undefined {
  return error instanceof Failure ? renderStep(error.content, words) : undefined;
}
