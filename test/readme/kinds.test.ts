import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JobKind } from "../../src/vertex/kinds/jobKind";
import { kindsNamed } from "../../src/vertex/kinds/kindNames";
import { CONDITION_FIELDS } from "../../src/vertex/selection/selector";
import { repository } from "../support/repository";

const ROW = /^\| `(\w+)` \|.*\| (?:always|sometimes|never) \|$/gm;

/** A row of the table as the descriptor of the kind says it. */
function rowOf({ collection, fields, canBeDeleted, children, cancelledError }: JobKind): string {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
  const lacking = Object.entries(CONDITION_FIELDS).flatMap(([condition, field]) =>
    field === undefined || fields[field] ? [] : [condition],
  );
  const started = [...new Set(children.map((child) => child.collection))];
  const cells = [code([collection]), code(lacking), canBeDeleted ? "yes" : "no", code(started), cancelledError];
  return `| ${cells.join(" | ")} |`.replace(/\| {2}(?=\|)/g, "| ");
}

describe("the README's table of kinds", () => {
  it("says what the descriptors of the kinds say", () => {
    const readme = readFileSync(join(repository, "README.md"), "utf8");
    const rows = [...readme.matchAll(ROW)].map(([row, collection]) => ({ row, kind: kindsNamed([collection])[0] }));
    assert.equal(rows.length, 8);
    for (const { row, kind } of rows) assert.equal(row, kind && rowOf(kind));
  });
});
