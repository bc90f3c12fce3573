/** When jobs are cancelled: when the resource is created or updated, when it is deleted, or both. */
export type CancelOn = "create" | "delete";

/** All values of {@link CancelOn}, in the order in which they are recorded. */
export const CANCEL_ON: readonly CancelOn[] = ["create", "delete"];

interface Cancelling {
  readonly cancelOn: readonly CancelOn[];
}

/** Whether jobs are to be stopped now that could run until now: they may have been started meanwhile. */
export function beginsToStop(olds: Cancelling, news: Cancelling): boolean {
  return news.cancelOn.includes("create") && !olds.cancelOn.includes("create");
}

/** The goal, as a value that a preview can show a change of. */
export const STOPPED = "STOPPED";
