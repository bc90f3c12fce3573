import widthOf from "fast-string-width";

/** What stands between two columns. */
const GAP = "  ";

const ELLIPSIS = "…";

/** Parts of a text that can't be cut: a letter with its accents, an emoji with all that it is joined from. */
const GRAPHEMES = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Fits a text into so many columns of a terminal; what is shorter stays as it is. */
export type Cut = (text: string, width: number) => string;

/** A column of text. */
export interface TextColumn {
  readonly head: string;
  readonly cells: readonly string[];
  /** How its cells may be cut; absent: they are shown whole. */
  readonly cut?: { readonly leastWidth: number; readonly by: Cut } | undefined;
}

/** Cuts off the end. */
export const cutEnd: Cut = (text, width) => {
  if (widthOf(text) <= width) return text;
  return [...firstOf(graphemesOf(text), width - 1), ELLIPSIS].join("");
};

/** Cuts a part out of the middle: what tells ids apart is at their end as often as at their start. */
export const cutMiddle: Cut = (text, width) => {
  if (widthOf(text) <= width) return text;
  const endWidth = Math.floor((width - 1) / 2);
  const graphemes = graphemesOf(text);
  const start = firstOf(graphemes, width - 1 - endWidth);
  const end = firstOf(graphemes.reverse(), endWidth).reverse();
  return [...start, ELLIPSIS, ...end].join("");
};

/** Columns side by side, with a head; nothing follows the last character of a line. */
export function formatColumns(columns: readonly TextColumn[], widths: readonly number[]): string {
  const lines = [columns.map(({ head }) => head), ...rowsOf(columns)];
  return lines.map((cells) => `${lineOf(cells, columns, widths)}\n`).join("");
}

/**
 * Shares the columns of a terminal among columns of text: cuts what may be cut, the last first.
 *
 * @param width - columns of the terminal.
 * @returns a width for each; `undefined` when they don't fit.
 */
export function widthsWithin(columns: readonly TextColumn[], width: number): number[] | undefined {
  const widths = columns.map(({ head, cells }) => Math.max(...[head, ...cells].map((text) => widthOf(text))));
  let excess = widths.reduce((sum, one) => sum + one, GAP.length * (columns.length - 1)) - width;
  for (const [index, { cut }] of [...columns.entries()].reverse()) {
    const own = widths[index] ?? 0;
    const saved = Math.min(Math.max(0, excess), Math.max(0, own - (cut?.leastWidth ?? own)));
    widths[index] = own - saved;
    excess -= saved;
  }
  return excess > 0 ? undefined : widths;
}

function rowsOf(columns: readonly TextColumn[]): string[][] {
  const count = columns[0]?.cells.length ?? 0;
  return Array.from({ length: count }, (_, row) => columns.map(({ cells }) => cells[row] ?? ""));
}

function lineOf(cells: readonly string[], columns: readonly TextColumn[], widths: readonly number[]): string {
  const fitted = cells.map((cell, index) => {
    const width = widths[index] ?? 0;
    return padEnd(columns[index]?.cut?.by(cell, width) ?? cell, width);
  });
  return fitted.join(GAP).trimEnd();
}

/** Fills a text up to so many columns. */
export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

function graphemesOf(text: string): string[] {
  return Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);
}

/** As many as fit into so many columns. */
function firstOf(graphemes: readonly string[], width: number): string[] {
  const first: string[] = [];
  let left = width;
  for (const grapheme of graphemes) {
    left -= widthOf(grapheme);
    if (left < 0) break;
    first.push(grapheme);
  }
  return first;
}
