/** One figure of a benchmark. */
export interface Row {
  readonly benchmark: string;
  readonly case: string;
  /** Whose figure it is; `bound` for what can't be beaten, `bar` for what is promised. */
  readonly who: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
}

/** The middle one; of two, the larger. */
export function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
