/** One page of a listing, as answered. */
export interface AnsweredPage {
  readonly entries: readonly unknown[];
  /** Absent on the last page. */
  readonly nextPageToken?: string;
}

/**
 * Reads one page of a listing. JSON leaves out an empty list and an empty token.
 *
 * @param collection - the field that has the entries.
 * @returns `undefined` when the answer is no such page: what isn't understood must not count as an empty listing.
 * @see https://google.aip.dev/158
 */
export function readPage(json: unknown, collection: string): AnsweredPage | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  const entries: unknown = Reflect.get(json, collection) ?? [];
  const nextPageToken: unknown = Reflect.get(json, "nextPageToken") ?? "";
  if (!Array.isArray(entries) || typeof nextPageToken !== "string") return undefined;
  return { entries, ...(nextPageToken !== "" && { nextPageToken }) };
}
