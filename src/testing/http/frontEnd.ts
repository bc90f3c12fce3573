/** What Google's front end answers before a request has reached any API: a page of HTML. */
export class FrontEndError extends Error {
  constructor(
    readonly httpStatus: number,
    readonly html: string,
  ) {
    super(`${httpStatus} from the front end`);
    this.name = "FrontEndError";
  }
}

/** The 404 for a URL that no service knows. */
export function unknownUrl(path: string): FrontEndError {
  return new FrontEndError(
    404,
    page(
      "Error 404 (Not Found)!!1",
      `The requested URL <code>${escapeHtml(path)}</code> was not found on this server.`,
    ),
  );
}

/** The 400 for a request that is not HTTP, or whose URL cannot be decoded. */
export function malformedRequest(): FrontEndError {
  return new FrontEndError(
    400,
    page("Error 400 (Bad Request)!!1", "Your client has issued a malformed or illegal request."),
  );
}

/** Text made safe for HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, sentence: string): string {
  return (
    `<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n  <title>${title}</title>\n` +
    `  <p>${sentence}  <ins>That’s all we know.</ins>\n`
  );
}
