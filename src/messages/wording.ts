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

/** Characters that have no glyph of their own: control, format (bidirectional ones among them) and zero-width characters. */
export const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Emoji that Unicode recommends may have invisible characters in them. No literal: the target of the compiler lacks the flag `v`. */
const EMOJI_OR_INVISIBLE = new RegExp(`(\\p{RGI_Emoji})|${INVISIBLE.source}`, "gv");

/**
 * One line that looks like what it says: text of the service must not be able to drive the terminal that it is shown on, or
 * to reorder what stands beside it. Invisible characters become `?`; JSON has them as they are.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
export function printable(text: string): string {
  return text.replace(/\s+/g, " ").replace(EMOJI_OR_INVISIBLE, (_, emoji?: string) => emoji ?? "?");
}
