import { printable } from "../../messages/wording";
import { formatDuration } from "../../vertex/duration";
import { jobIdOf } from "../../vertex/jobs/jobName";
import { cutEnd, cutMiddle, formatColumns, padEnd, type TextColumn, widthsWithin } from "./columns";
import type { JobRow, RowKind } from "./jobRow";

/** One column of the table. */
interface Column {
  readonly head: string;
  cell(row: JobRow): string | undefined;
  readonly cut?: TextColumn["cut"];
}

const WHOLE_NAME: Column = { head: "NAME", cell: ({ name }) => jobIdOf(name) };
const NAME: Column = { ...WHOLE_NAME, cut: { leastWidth: 24, by: cutMiddle } };
const KIND: Column = { head: "KIND", cell: ({ kind }) => kind };
const REGION: Column = { head: "REGION", cell: ({ region }) => region };
const DISPLAY_NAME: Column = {
  head: "DISPLAY NAME",
  cell: ({ displayName }) => displayName,
  cut: { leastWidth: 12, by: cutEnd },
};
const AGE: Column = {
  head: "AGE",
  cell: ({ ageSeconds }) => (ageSeconds === undefined ? "" : formatDuration(ageSeconds * 1000)),
};
const STATE: Column = { head: "STATE", cell: ({ state }) => state };
/** `RUNNING` of `PIPELINE_STATE_RUNNING`. */
const SHORT_STATE: Column = { head: "STATE", cell: ({ state }) => state?.replace(/^.*_STATE_/, "") };
const OUTCOME: Column = { head: "OUTCOME", cell: ({ outcome }) => outcome };

/** What a table shows if the terminal has room for it, the widest first. The id, the region and the state are in each. */
const LAYOUTS: readonly (readonly Column[])[] = [
  [WHOLE_NAME, KIND, REGION, DISPLAY_NAME, AGE, STATE, OUTCOME],
  [NAME, KIND, REGION, DISPLAY_NAME, AGE, SHORT_STATE, OUTCOME],
  [NAME, KIND, REGION, AGE, SHORT_STATE, OUTCOME],
  [NAME, KIND, REGION, SHORT_STATE, OUTCOME],
];

/** What a job has below its id where no table has room. */
const BLOCK: readonly Column[] = [KIND, REGION, DISPLAY_NAME, AGE, SHORT_STATE, OUTCOME];

/**
 * A table of jobs by id; the full names are in the other formats. Empty without jobs.
 *
 * @param width - columns of the terminal. Where they are few, long texts are cut and columns left out, or a job takes several
 *   lines.
 */
export function formatTable(rows: readonly JobRow[], kind: RowKind, width: number): string {
  if (rows.length === 0) return "";
  const hidden = new Set<Column>();
  if (kind === "list") hidden.add(OUTCOME);
  if (new Set(rows.map((row) => row.kind)).size === 1) hidden.add(KIND);
  const shown = (columns: readonly Column[]) =>
    columns.filter((column) => !hidden.has(column)).map((column) => textsOf(column, rows));
  for (const layout of LAYOUTS) {
    const columns = shown(layout);
    const widths = widthsWithin(columns, width);
    if (widths) return formatColumns(columns, widths);
  }
  const [ids] = shown([NAME]);
  const columns = shown(BLOCK);
  return (ids?.cells ?? []).map((id, row) => blockOf(id, columns, row, width)).join("");
}

function textsOf({ head, cell, cut }: Column, rows: readonly JobRow[]): TextColumn {
  return { head, cells: rows.map((row) => printable(cell(row) ?? "")), cut };
}

/** The id, and below it a line for each column. */
function blockOf(id: string, columns: readonly TextColumn[], row: number, width: number): string {
  const headWidth = Math.max(...columns.map(({ head }) => head.length));
  const lines = columns.map(({ head, cells }) => `  ${padEnd(head, headWidth)}  ${cells[row] ?? ""}`.trimEnd());
  return [cutMiddle(id, width), ...lines.map((line) => cutEnd(line, width))].map((line) => `${line}\n`).join("");
}
