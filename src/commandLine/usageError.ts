/** A command line that makes no sense; its message is one sentence for the user. Nothing was sent. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
