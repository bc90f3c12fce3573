const UNITS_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3, // U+00B5, the micro sign
  μs: 1e-3, // U+03BC, the Greek letter
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 24 * 3_600_000,
  w: 7 * 24 * 3_600_000,
};

const TERM = String.raw`(\d+(?:\.\d*)?|\.\d+)(${Object.keys(UNITS_MS).join("|")})`;

const DURATION = new RegExp(`^([+-]?)((?:${TERM})+)$`);

/**
 * Reads a duration such as `30m`, `1h30m` or `1.5s`: a Go duration, which may also count days (`d`) and weeks (`w`).
 * Every number must have a unit, so `45` is no duration.
 *
 * @returns milliseconds, below zero after a minus sign, or `undefined` when the text is no duration.
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function parseDurationMs(text: string): number | undefined {
  const [, sign, terms = ""] = DURATION.exec(text) ?? [];
  let ms = terms === "" ? Number.NaN : 0;
  for (const [, count, unit = ""] of terms.matchAll(new RegExp(TERM, "g"))) ms += Number(count) * (UNITS_MS[unit] ?? 0);
  if (!Number.isFinite(ms)) return undefined;
  return sign === "-" ? -ms : ms;
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
