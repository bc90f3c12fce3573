/** Names that a message gives of many. */
const NAMED = 10;

/** A count with its thousands apart, such as `1,234`. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1 job`, `1,234 jobs`. */
export function formatJobs(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "job" : "jobs"}`;
}

/** The first ten names, and how many more there are. */
export function formatNames(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${formatCount(more)} more` : ""}`;
}

/** One line without control characters: a display name must not be able to drive the terminal that it is shown on. */
export function printable(text: string): string {
  return text.replace(/\s+/g, " ").replace(/\p{Cc}/gu, "?");
}
