// npm run bench [-- --json FILE]: every benchmark, a table each, and with --json one JSON object a row.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Row } from "./row";
import { startOfTheCommand } from "./startOfTheCommand";
import { sweepUnderPulumi } from "./sweepUnderPulumi";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "string" } } });
  const rows: Row[] = [];
  for (const benchmark of [startOfTheCommand, sweepUnderPulumi]) {
    const measured = await benchmark();
    console.log(`\n${measured[0]?.benchmark}: ${measured[0]?.case}`);
    console.table(
      measured.map(({ who, metric, value, unit }) => ({ who, metric, value: Number(value.toFixed(2)), unit })),
    );
    rows.push(...measured);
  }
  if (values.json) writeFileSync(values.json, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

void main();
