/** Operations that wait, each with a timeout of its own in the resource option `customTimeouts`. */
export type TimedOperation = "create" | "update" | "delete";

/** How long an operation may take unless `customTimeouts` says otherwise, in milliseconds: the Workflows connector's default. */
export const DEFAULT_TIMEOUT_MS = 30 * 60_000;

/** How long a refresh may look for what a busy server doesn't show, in milliseconds. */
export const READ_TIMEOUT_MS = 5 * 60_000;

/** How long a preview may look, in milliseconds. */
export const PREVIEW_TIMEOUT_MS = 60_000;
