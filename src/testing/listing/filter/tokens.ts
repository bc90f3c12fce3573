import { FilterError } from "./filterError";

/** A piece of a filter. */
export interface Token {
  /** `text` is a bare word, `string` was quoted, `operator` compares, `mark` is a parenthesis, `end` follows the last. */
  readonly kind: "text" | "string" | "operator" | "mark" | "end";
  /** The text, without quotes and escapes. */
  readonly text: string;
  /** Offset in the filter, in UTF-16 units. */
  readonly at: number;
}

/** Longer operators first. A word ends where an operator, a quote, a parenthesis, a comma or white space begins. */
const PATTERN = /\s+|(?<operator><=|>=|!=|=|<|>|:)|(?<mark>[()])|(?<quote>["'])|(?<text>[^\s=<>!:()"',]+)/uy;

/**
 * Cuts a filter into tokens.
 * @throws FilterError for an unbalanced quote or a character that means nothing.
 */
export function tokenize(filter: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < filter.length) {
    PATTERN.lastIndex = at;
    const match = PATTERN.exec(filter);
    if (match === null) {
      throw new FilterError(`unexpected character '${filter[at]}' at position ${at}`);
    }
    const { operator, mark, quote, text } = match.groups ?? {};
    if (quote !== undefined) {
      const string = readString(filter, at, quote);
      tokens.push({ kind: "string", text: string.text, at });
      at = string.end;
      continue;
    }
    const word = operator ?? mark ?? text;
    if (word !== undefined) {
      tokens.push({ kind: operator !== undefined ? "operator" : mark !== undefined ? "mark" : "text", text: word, at });
    }
    at = PATTERN.lastIndex;
  }
  return [...tokens, { kind: "end", text: "", at }];
}

/** A backslash takes the next character as it is. */
function readString(filter: string, start: number, quote: string): { text: string; end: number } {
  let text = "";
  for (let at = start + 1; at < filter.length; at++) {
    const character = filter[at] ?? "";
    if (character === quote) {
      return { text, end: at + 1 };
    }
    if (character === "\\") {
      at += 1;
    }
    text += filter[at] ?? "";
  }
  throw new FilterError(`the quote at position ${start} is never closed`);
}
