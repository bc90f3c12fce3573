import Table from "cli-table3";
import { printable } from "../../messages/wording";
import { formatDuration } from "../../vertex/duration";
import { jobIdOf } from "../../vertex/jobs/jobName";
import type { JobRow, RowKind } from "./jobRow";

/** Blanks only: what a person reads a script can split, too. */
const PLAIN = Object.fromEntries(
  ["top", "bottom", "mid", "left", "right"].flatMap((side) =>
    ["", "-mid", "-left", "-right"].map((part) => [`${side}${part}`, ""]),
  ),
);

/** A table of jobs by id; the full names are in the other formats. Empty without jobs. */
export function formatTable(rows: readonly JobRow[], kind: RowKind): string {
  if (rows.length === 0) return "";
  const table = new Table({
    head: ["NAME", "REGION", "DISPLAY NAME", "AGE", "STATE", ...(kind === "stop" ? ["OUTCOME"] : [])],
    chars: { ...PLAIN, middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  for (const { name, region, displayName = "", ageSeconds, state = "", outcome = "" } of rows) {
    const age = ageSeconds === undefined ? "" : formatDuration(ageSeconds * 1000);
    const cells = [jobIdOf(name), region, displayName, age, state, ...(kind === "stop" ? [outcome] : [])];
    table.push(cells.map(printable));
  }
  return `${table.toString().replace(/ +$/gm, "")}\n`;
}
