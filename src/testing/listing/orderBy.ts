import { invalidField } from "../http/apiErrors";
import type { Position } from "./paging";

/** Moments by the camelCase name that {@link Order} derives from the field: `createMs` for `create_time`. */
export type Moments = { readonly [name: string]: number | undefined };

/** The order of a listing. */
export interface Order {
  /** The values that an item is sorted by, its unique `sequence` last. */
  position(moments: Moments, sequence: number): Position;
  /** Compares two positions. */
  compare(one: Position, other: Position): number;
}

interface Key {
  readonly moment: string;
  readonly isDescending: boolean;
}

const NEWEST_FIRST: Key = { moment: "createMs", isDescending: true };

/**
 * Understands `orderBy`: comma-separated times, each with an optional `desc`. Default `create_time desc`.
 *
 * @param fields - the times that the collection can be ordered by, in snake_case.
 * @see https://google.aip.dev/132#ordering
 * @throws ApiError for anything else.
 */
export function parseOrderBy(orderBy: string | undefined, fields: readonly string[]): Order {
  const keys = orderBy?.trim() ? orderBy.split(",").map((text) => parseKey(text, fields)) : [NEWEST_FIRST];
  const isLastDescending = keys.at(-1)?.isDescending ?? true;
  const directions = [...keys.map(({ isDescending }) => isDescending), isLastDescending];
  return {
    position: (moments, sequence) => [...keys.map(({ moment }) => moments[moment] ?? -1), sequence],
    compare: (one, other) => comparePositions(one, other, directions),
  };
}

function parseKey(text: string, fields: readonly string[]): Key {
  const [, spelled = "", direction = "asc"] = /^\s*([A-Za-z_]+)(?:\s+(asc|desc))?\s*$/i.exec(text) ?? [];
  const field = spelled.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (!fields.includes(field)) {
    throw invalidField("order_by", `Invalid order by expression: "${text.trim()}".`);
  }
  const moment = field.replace(/_time$/, "Ms").replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return { moment, isDescending: direction.toLowerCase() === "desc" };
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
