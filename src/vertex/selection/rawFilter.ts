/**
 * What is wrong with the brackets of a raw filter. One that closes a parenthesis which it has not opened would get out
 * of the parentheses that it is joined in.
 *
 * @returns the rest of a sentence that begins with the property, or `undefined` when nothing is wrong.
 */
export function faultOfFilter(filter: string): string | undefined {
  if (filter.trim() === "") return "must not be empty";
  let quote = "";
  let depth = 0;
  for (let at = 0; at < filter.length; at++) {
    const character = filter[at] ?? "";
    if (quote !== "") {
      if (character === "\\") at++;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === "(") {
      depth++;
    } else if (character === ")") {
      depth--;
      if (depth < 0) return `closes a parenthesis at position ${at} that it has not opened`;
    }
  }
  if (quote !== "") return `has a quote (${quote}) that is never closed`;
  return depth > 0 ? "has a parenthesis that is never closed" : undefined;
}
