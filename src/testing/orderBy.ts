import { invalidField } from "./apiErrors";
import type { JobTimes } from "./job";
import type { Position } from "./paging";

/** The order of a listing. */
export interface Order {
  /** The values that an item is sorted by, `sequence` last. */
  position(times: JobTimes, sequence: number): Position;
  /** Compares two positions. */
  compare(one: Position, other: Position): number;
}

const TIMES = new Map<string, (times: JobTimes) => number | undefined>([
  ["create_time", ({ createMs }) => createMs],
  ["start_time", ({ startMs }) => startMs],
  ["end_time", ({ endMs }) => endMs],
  ["update_time", ({ updateMs }) => updateMs],
]);

/**
 * Understands `orderBy`: comma-separated times, each with an optional `desc`. Default `create_time desc`.
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list
 */
export function parseOrderBy(orderBy: string | undefined): Order {
  const keys = (orderBy?.trim() || "create_time desc").split(",").map(parseKey);
  const isLastDescending = keys.at(-1)?.isDescending ?? true;
  const directions = [...keys.map(({ isDescending }) => isDescending), isLastDescending];
  return {
    position: (times, sequence) => [...keys.map(({ read }) => read(times) ?? -1), sequence],
    compare: (one, other) => comparePositions(one, other, directions),
  };
}

function parseKey(text: string): { read: (times: JobTimes) => number | undefined; isDescending: boolean } {
  const [, field = "", direction = "asc"] = /^\s*([A-Za-z_]+)(?:\s+(asc|desc))?\s*$/i.exec(text) ?? [];
  const read = TIMES.get(field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  if (read === undefined) {
    throw invalidField("order_by", `Invalid order by expression: "${text.trim()}".`);
  }
  return { read, isDescending: direction.toLowerCase() === "desc" };
}

function comparePositions(one: Position, other: Position, directions: readonly boolean[]): number {
  for (const [index, isDescending] of directions.entries()) {
    const [left, right] = [one[index] ?? 0, other[index] ?? 0];
    if (left !== right) {
      return left < right === isDescending ? 1 : -1;
    }
  }
  return 0;
}
