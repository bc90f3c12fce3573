import type { JobRow, RowKind } from "./jobRow";

/** How jobs are printed. */
export const OUTPUTS = ["table", "json", "ndjson", "csv"] as const;

/** One of {@link OUTPUTS}. */
export type Output = (typeof OUTPUTS)[number];

/** Columns of CSV, in order. */
const LIST_FIELDS = ["name", "region", "displayName", "createTime", "ageSeconds", "state"] as const;

/** Spells rows, with a line end unless there is nothing to show. Libraries are loaded when they are asked for. */
export function formatRows(rows: readonly JobRow[], output: Output, kind: RowKind): string {
  switch (output) {
    case "json":
      return `${JSON.stringify(rows, undefined, 2)}\n`;
    case "ndjson":
      return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    case "csv": {
      const { stringify } = require("csv-stringify/sync") as typeof import("csv-stringify/sync");
      const columns = kind === "stop" ? [...LIST_FIELDS, "outcome"] : [...LIST_FIELDS];
      return stringify([...rows], { header: true, columns });
    }
    case "table": {
      const { formatTable } = require("./table") as typeof import("./table");
      return formatTable(rows, kind);
    }
  }
}
