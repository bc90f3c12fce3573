import parse from "parse-duration";

/**
 * Reads a duration such as `30m`, `1h30m` or `90s`.
 *
 * @returns milliseconds, or `undefined` when the text is no duration.
 */
export function parseDurationMs(text: string): number | undefined {
  return parse(text) ?? undefined;
}

/** Spells a duration as `1h5m`, `2m3s`, `12s` or `0s`: its two largest units, rounded to seconds. */
export function formatDuration(ms: number): string {
  const totalSeconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(totalSeconds / 3600), "h"],
    [Math.floor(totalSeconds / 60) % 60, "m"],
    [totalSeconds % 60, "s"],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first === -1) return "0s";
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join("");
}
