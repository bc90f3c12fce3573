import { message } from "../../messages/message";
import { ConnectionError, HttpError } from "../errors";

/** One page of a listing, with the entries as answered. */
export interface Page {
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
export function readPage(json: unknown, collection: string): Page | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  const entries: unknown = Reflect.get(json, collection) ?? [];
  const nextPageToken: unknown = Reflect.get(json, "nextPageToken") ?? "";
  if (!Array.isArray(entries) || typeof nextPageToken !== "string") return undefined;
  return { entries, ...(nextPageToken !== "" && { nextPageToken }) };
}

/** More pages than the largest listing has; a server that goes on beyond them is not answering sense. */
export const MAX_PAGES = 10_000;

/**
 * Follows a listing from page to page.
 *
 * @param what - the jobs or schedules that are listed, for messages.
 * @param fetchPage - gets the page of a token, the first one without. Retries and the request budget are its own.
 * @throws ConnectionError for a listing without end; and whatever `fetchPage` throws.
 * @see https://google.aip.dev/158
 */
export async function* listPages(
  what: string,
  fetchPage: (pageToken: string | undefined) => Promise<Page>,
): AsyncGenerator<Page, void, undefined> {
  const tokens = new Set<string>();
  let token: string | undefined;
  for (let count = 1; count <= MAX_PAGES; count++) {
    const page = await fetchPage(token);
    yield page;
    token = page.nextPageToken;
    if (!token) return;
    if (tokens.has(token)) {
      throw new ConnectionError(message("pageLoop", { what }));
    }
    tokens.add(token);
  }
  throw new ConnectionError(message("endlessListing", { what, pages: MAX_PAGES }));
}

/**
 * Page sizes to ask for, each after the service has refused the one before; none leaves the size to the service. Its
 * maximum for pipeline jobs is not documented, and a sibling method refuses more than 300 instead of answering fewer.
 *
 * @see https://google.aip.dev/158
 */
const PAGE_SIZES: readonly (number | undefined)[] = [100, 25, undefined];

/** The page size that listings of one collection ask for: less once the service has refused more. */
export class PageSize {
  private index = 0;

  /**
   * Asks for a page, again with a smaller page size where the service refuses the size.
   *
   * @param fetchPage - one request, with the size to ask for; `undefined`: the service's own.
   */
  async ask<Page>(fetchPage: (pageSize: number | undefined) => Promise<Page>): Promise<Page> {
    for (;;) {
      const { index } = this;
      try {
        return await fetchPage(PAGE_SIZES[index]);
      } catch (error) {
        if (!isPageSizeRefused(error) || index === PAGE_SIZES.length - 1) throw error;
        this.index = Math.max(this.index, index + 1); // another listing may have learned more meanwhile
      }
    }
  }
}

/** The field is all that the service names in every spelling of this refusal. */
function isPageSizeRefused(error: unknown): boolean {
  return error instanceof HttpError && error.answer.status === 400 && /page_?size/i.test(error.message);
}
