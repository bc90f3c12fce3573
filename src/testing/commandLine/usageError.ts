/** A command line that makes no sense; its message is one sentence for the user. */
export class UsageError extends Error {}
