import { stringify } from "csv-stringify/sync";
import { printable } from "../../messages/wording";
import type { JobRow, RowKind } from "./jobRow";

/** Columns of `list`, in order. `stop` has after them whether the job was deleted, and the outcome. */
const COLUMNS = [
  "name",
  "kind",
  "region",
  "displayName",
  "state",
  "labels",
  "pipelineName",
  "templateUri",
  "scheduleName",
  "serviceAccount",
  "createTime",
  "startTime",
  "endTime",
  "updateTime",
  "ageSeconds",
  "error",
] as const satisfies readonly (keyof JobRow)[];

/** What a spreadsheet takes for a formula, at the start of a cell or after a semicolon, at which some split lines. */
const FORMULA_START = /(^|;)(\s*)(?=[=+\-@＝＋－＠])/g;

/** Spells rows as CSV of RFC 4180 with a line of column names; what is not known is empty. */
export function formatCsv(rows: readonly JobRow[], kind: RowKind): string {
  const columns = kind === "stop" ? [...COLUMNS, "deleted" as const, "outcome" as const] : COLUMNS;
  const lines = rows.map((row) => columns.map((column) => cellOf(row[column])));
  return stringify([columns, ...lines]);
}

function cellOf(value: JobRow[keyof JobRow]): string {
  if (value === undefined || typeof value === "number" || typeof value === "boolean") return String(value ?? "");
  return inert(printable(typeof value === "string" ? value : textOf(value)));
}

/** Labels as `env=pr-7 team=search`, the key that comes first in the alphabet first; an error as `9: what it says`. */
function textOf(value: Exclude<JobRow["labels" | "error"], undefined>): string {
  if (isError(value)) return `${value.code}: ${value.message}`;
  const pairs = Object.entries(value).map(([key, label]) => `${key}=${label}`);
  return pairs.sort().join(" ");
}

function isError(value: Exclude<JobRow["labels" | "error"], undefined>): value is NonNullable<JobRow["error"]> {
  return typeof value.code === "number";
}

/**
 * Text that a spreadsheet takes for text.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function inert(text: string): string {
  return text.replace(FORMULA_START, "$1'$2");
}
