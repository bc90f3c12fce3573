/** Whether a text matches a pattern in which `*` stands for any characters. */
export function matchesWildcard(text: string, pattern: string): boolean {
  const [head = "", ...rest] = pattern.split("*");
  const tail = rest.pop();
  if (tail === undefined) {
    return text === pattern;
  }
  if (!text.startsWith(head)) {
    return false;
  }
  let at = head.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) {
      return false;
    }
    at = found + part.length;
  }
  return text.length - tail.length >= at && text.endsWith(tail);
}
