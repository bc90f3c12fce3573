import { createHash } from "node:crypto";
import type { ApiCall } from "../http/apiCall";
import { badPayload, invalidField } from "../http/apiErrors";

/** Where an item stands in a listing: the values it is sorted by, the last of them unique. */
export type Position = readonly (string | number)[];

/** An item with its position. */
export interface Placed<Item> {
  readonly item: Item;
  readonly position: Position;
}

/** One page. */
export interface Page<Item> {
  readonly items: Item[];
  /** Absent on the last page. */
  readonly nextPageToken?: string;
}

/** How long pages may be. */
export interface PageLimits {
  /** A larger `pageSize` is refused; `undefined`: none is. */
  readonly maxPageSize?: number;
  /** A page has no more entries, whatever `pageSize` says. */
  readonly entriesPerPage: number;
}

const DEFAULT_PAGE_SIZE = 100;

/**
 * Cuts the page that a call asks for. A page goes on after the last item of the one before, not at a number, so that
 * items which leave the listing meanwhile do not make others be skipped.
 *
 * @param placed - everything that the call lists, in order.
 * @param compare - that order.
 */
export function cutPage<Item>(
  call: ApiCall,
  placed: readonly Placed<Item>[],
  compare: (one: Position, other: Position) => number,
  limits: PageLimits,
): Page<Item> {
  const pageSize = Math.min(pageSizeOf(call, limits), limits.entriesPerPage);
  const after = positionAfter(call);
  const rest = after === undefined ? placed : placed.filter(({ position }) => compare(position, after) > 0);
  const page = rest.slice(0, pageSize);
  const last = page.at(-1);
  const items = page.map(({ item }) => item);
  return rest.length > page.length && last !== undefined
    ? { items, nextPageToken: encodeToken(call, last.position) }
    : { items };
}

/** @see https://google.aip.dev/158 */
function pageSizeOf(call: ApiCall, { maxPageSize = Number.POSITIVE_INFINITY }: PageLimits): number {
  const text = call.query.pageSize;
  if (text === undefined || text === "") {
    return Math.min(DEFAULT_PAGE_SIZE, maxPageSize);
  }
  if (!/^-?[0-9]{1,9}$/.test(text)) {
    throw badPayload(`Invalid value at 'page_size' (TYPE_INT32), "${text}"`);
  }
  const pageSize = Number(text);
  if (pageSize > maxPageSize) {
    const limit = `Page size should be non-negative and the maximum size is ${maxPageSize}`;
    throw invalidField("page_size", limit);
  }
  if (pageSize < 0) {
    throw invalidField("page_size", "Page size must not be negative.");
  }
  return pageSize === 0 ? Math.min(DEFAULT_PAGE_SIZE, maxPageSize) : pageSize;
}

function positionAfter(call: ApiCall): Position | undefined {
  const token = call.query.pageToken;
  if (token === undefined || token === "") {
    return undefined;
  }
  const [query, ...position] = decodeToken(token);
  const isPosition = position.length > 0 && position.every((part) => ["string", "number"].includes(typeof part));
  if (query !== fingerprint(call) || !isPosition) {
    throw invalidField("page_token", "Invalid page token.");
  }
  return position;
}

function encodeToken(call: ApiCall, position: Position): string {
  return Buffer.from(JSON.stringify([fingerprint(call), ...position])).toString("base64url");
}

function decodeToken(token: string): Position {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    return Array.isArray(parsed) ? (parsed as Position) : [];
  } catch {
    return [];
  }
}

/** A token is good for the query that it was given for. */
function fingerprint({ apiMethod, project, region, query }: ApiCall): string {
  const parts = [apiMethod, project, region, query.filter ?? "", query.orderBy ?? "", query.readMask ?? ""];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 12);
}
