import Table from "cli-table3";
import type { Row } from "./row";

const FIRST = "ours";
const LAST = ["bound", "bar"];

/** The rows of one benchmark side by side: a line for each figure, a column for each one whose figure it is. */
export interface FigureTable {
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** Brings the figures of one benchmark side by side: ours first, the bound and the bar last. */
export function figureTableOf(rows: readonly Row[]): FigureTable {
  const who = [...new Set(rows.map((row) => row.who))].sort((left, right) => rank(left) - rank(right));
  const keys = new Map(rows.map((row) => [`${row.case}\n${row.metric}`, row]));
  const lines = [...keys.values()].map((row) => {
    const figure = (name: string) =>
      rows.find((other) => other.who === name && other.case === row.case && other.metric === row.metric);
    const unit = row.unit && ` (${row.unit})`;
    return [row.case, `${row.metric}${unit}`, ...who.map((name) => format(figure(name)?.value))];
  });
  return { head: ["", "", ...who], lines };
}

/** For a terminal. */
export function printTable(title: string, { head, lines }: FigureTable): void {
  const table = new Table({ head: [...head], style: { head: [], border: [] }, wordWrap: true });
  table.push(...lines.map((line) => [...line]));
  console.log(`\n${title}\n${table.toString()}`);
}

/** Three digits are enough of a figure that was measured; a count has all of its own. */
export function format(value: number | undefined): string {
  if (value === undefined) return "";
  if (Number.isInteger(value)) return value.toLocaleString("en-US");
  return value.toLocaleString("en-US", value < 100 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 });
}

function rank(who: string): number {
  if (who === FIRST) return -1;
  return LAST.indexOf(who) + 1;
}
