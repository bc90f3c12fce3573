import { INVISIBLE } from "../../messages/wording";
import type { JobRow, RowKind } from "./jobRow";

/** How jobs are printed. */
export const OUTPUTS = ["table", "json", "ndjson", "csv"] as const;

/** One of {@link OUTPUTS}. */
export type Output = (typeof OUTPUTS)[number];

/** Spells rows, with a line end unless there is nothing to show. Libraries are loaded when they are asked for. */
export function formatRows(rows: readonly JobRow[], output: Output, kind: RowKind): string {
  switch (output) {
    case "json":
      return `${escapeInvisible(JSON.stringify(rows, undefined, 2))}\n`;
    case "ndjson":
      return rows.map((row) => `${escapeInvisible(JSON.stringify(row))}\n`).join("");
    case "csv": {
      const { formatCsv } = require("./csv") as typeof import("./csv");
      return formatCsv(rows, kind);
    }
    case "table": {
      const { formatTable } = require("./table") as typeof import("./table");
      return formatTable(rows, kind, terminalWidth());
    }
  }
}

/** The same JSON, with escapes for what would drive a terminal or reorder its text. Line ends are JSON's layout. */
function escapeInvisible(json: string): string {
  return json.replace(INVISIBLE, (character) =>
    character === "\n"
      ? character
      : Array.from({ length: character.length }, (_, at) => escapeOf(character.charCodeAt(at))).join(""),
  );
}

function escapeOf(codeUnit: number): string {
  return `\\u${codeUnit.toString(16).padStart(4, "0")}`;
}

/** Columns of the terminal; without limit where stdout is none, or one that does not know. */
function terminalWidth(): number {
  return (process.stdout.isTTY && process.stdout.columns) || Number.POSITIVE_INFINITY;
}
