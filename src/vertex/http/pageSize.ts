import { HttpError } from "../errors";

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
  return error instanceof HttpError && error.failure.status === 400 && /page_?size/i.test(error.message);
}
