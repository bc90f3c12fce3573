import type { StopOutcome } from "../../vertex/stopping/stopOutcome";

/**
 * What became of a job, for one that has not stopped too.
 *
 * - `WOULD_STOP`: a dry run; nothing was sent.
 * - `REQUESTED`: it was asked to stop, and nobody waited.
 * - `ACTIVE`: it had not stopped when the command ended.
 */
export type RowOutcome = StopOutcome | "WOULD_STOP" | "REQUESTED" | "ACTIVE";

/** Which command shows the rows: `stop` has a column more. */
export type RowKind = "list" | "stop";

/** One job as it is shown, in this order. */
export interface JobRow {
  /** Full resource name, with the project as it was given. */
  readonly name: string;
  readonly region: string;
  readonly displayName?: string;
  /** RFC 3339 time. */
  readonly createTime?: string;
  /** Time since its creation, in whole seconds. */
  readonly ageSeconds?: number;
  /** Absent when the job does not exist any more. */
  readonly state?: string;
  readonly outcome?: RowOutcome;
}

/** A row of the fields that are known. */
export function jobRow(
  job: { name: string; region: string; displayName?: string; createTime?: string; state?: string },
  outcome?: RowOutcome,
): JobRow {
  const { name, region, displayName, createTime, state } = job;
  const ageMs = Date.now() - Date.parse(createTime ?? "");
  return {
    name,
    region,
    ...(displayName && { displayName }),
    ...(createTime && { createTime }),
    ...(Number.isFinite(ageMs) && { ageSeconds: Math.max(0, Math.round(ageMs / 1000)) }),
    ...(state && { state }),
    ...(outcome && { outcome }),
  };
}
