/** One line without control characters: a display name must not be able to drive the terminal that it is shown on. */
export function printable(text: string): string {
  return text.replace(/\s+/g, " ").replace(/\p{Cc}/gu, "?");
}
