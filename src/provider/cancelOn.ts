/** When jobs are cancelled: when the resource is created or updated, when it is deleted, or both. */
export type CancelOn = "create" | "delete";

/** All values of {@link CancelOn}, in the order in which they are recorded. */
export const CANCEL_ON: readonly CancelOn[] = ["create", "delete"];

/** The goal, as a value that a preview can show a change of. */
export const STOPPED = "STOPPED";
