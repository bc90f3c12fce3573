import { ConnectionError } from "../errors";

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
export async function* listPages<Page extends { readonly nextPageToken?: string }>(
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
      throw new ConnectionError(`cannot list ${what}: the answer leads back to a page that was already read`);
    }
    tokens.add(token);
  }
  throw new ConnectionError(`cannot list ${what}: the listing does not end within ${MAX_PAGES} pages`);
}
