/** Whether a whole text fits a pattern in which `*` stands for any characters, also none. Nothing else is special. */
export function fitsWildcard(text: string, pattern: string): boolean {
  const [head = "", ...others] = pattern.split("*");
  const tail = others.pop();
  if (tail === undefined) return text === pattern;
  if (!text.startsWith(head)) return false;
  // The leftmost place for each part leaves the most room for the rest.
  let from = head.length;
  for (const part of others) {
    const found = text.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return text.length - tail.length >= from && text.endsWith(tail);
}

/**
 * Patterns that a text fits if it fits the given one, each with `*` at its ends only: AIP-160 promises no other place.
 *
 * @see https://google.aip.dev/160
 */
export function simplerWildcards(pattern: string): string[] {
  const parts = pattern.split("*");
  const lastIndex = parts.length - 1;
  return parts.flatMap((part, index) =>
    part === "" ? [] : [`${index === 0 ? "" : "*"}${part}${index === lastIndex ? "" : "*"}`],
  );
}
