import { stepAfter, textOf } from "../messages/failure";
import { COMMAND_WORDS } from "./wording";

/** What failed and what to do next. Never has a stack in it. */
export function describeError(error: unknown): string {
  const sentences = [textOf(error, COMMAND_WORDS), stepAfter(error, COMMAND_WORDS)];
  return sentences.filter(Boolean).join(". ");
}
