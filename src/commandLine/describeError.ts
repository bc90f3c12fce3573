import { stepAfter, textOf } from "../messages/failure";
import { printable } from "../messages/wording";
import { COMMAND_WORDS } from "./wording";

/** Says in one line what failed and what to do next. Never has a stack in it. */
export function describeError(error: unknown): string {
  const sentences = [textOf(error, COMMAND_WORDS), stepAfter(error, COMMAND_WORDS)];
  return printable(sentences.filter(Boolean).join(". "));
}
