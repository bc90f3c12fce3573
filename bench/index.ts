// npm run bench [-- --json FILE] [--only WORD]: every benchmark, a table each, and with --json one JSON object a row.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { busyRegion } from "./busyRegion";
import { bytesOfALook } from "./bytesOfALook";
import { figureTableOf, printTable } from "./figureTable";
import type { Row } from "./row";
import { startOfTheCommand } from "./startOfTheCommand";
import { startUp } from "./startUp";
import { sweepOfRegions } from "./sweepOfRegions";
import { sweepOnTheQuota } from "./sweepOnTheQuota";
import { sweepUnderPulumi } from "./sweepUnderPulumi";
import { upOfCancellations } from "./upOfCancellations";
import { upsOfStacks } from "./upsOfStacks";
import { lagOfAWait, requestsOfWaits } from "./waiting";
import { yamlProgram } from "./yamlProgram";

const BENCHMARKS = {
  lagOfAWait,
  requestsOfWaits,
  busyRegion,
  bytesOfALook,
  sweepOnTheQuota,
  sweepOfRegions,
  sweepUnderPulumi,
  upOfCancellations,
  upsOfStacks,
  yamlProgram,
  startUp,
  startOfTheCommand,
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "string" }, only: { type: "string" } } });
  const rows: Row[] = [];
  for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
    if (values.only && !name.includes(values.only)) continue;
    const startMs = performance.now();
    const measured = await benchmark();
    const seconds = Math.round((performance.now() - startMs) / 1_000);
    printTable(`${measured[0]?.benchmark} (measured in ${seconds} s)`, figureTableOf(measured));
    rows.push(...measured);
  }
  if (values.json) writeFileSync(values.json, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

void main();
