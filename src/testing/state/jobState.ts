const TERMINAL = ["SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED", "PARTIALLY_SUCCEEDED"];

/** Whether a job in this state has ended for good. */
export function isTerminal(state: string): boolean {
  return TERMINAL.includes(stateWord(state));
}

/** Whether a job in this state has not begun to run. */
export function isWaiting(state: string): boolean {
  return ["QUEUED", "PENDING"].includes(stateWord(state));
}

/** The state without its prefix: `CANCELLED` for `PIPELINE_STATE_CANCELLED`. */
export function stateWord(state: string): string {
  return state.replace(/^(PIPELINE|JOB)_STATE_/, "");
}
