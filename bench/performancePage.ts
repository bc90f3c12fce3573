// npm run bench:docs: writes the tables and plots of docs/performance.md from the figures of one run.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../test/support/repository";
import { figureTableOf } from "./figureTable";
import { drawLines, type Plot } from "./plot";
import type { Row } from "./row";

const FOLDER = join(repository, "docs", "performance");
const PAGE = join(repository, "docs", "performance.md");
const TABLE = /<!-- table: (.+?) -->[\s\S]*?<!-- end of table -->/g;

const PLOTS: Plot[] = [
  {
    file: "lag.svg",
    title: "How late the end of a job is noticed",
    benchmark: "lag of a wait",
    metric: "mean lag",
    xName: "the job stops after (s)",
    yName: "mean lag (s)",
  },
  {
    file: "requests.svg",
    title: "Requests of waits in one region",
    benchmark: "requests of waits in one region",
    metric: "requests in the busiest minute",
    xName: "jobs that are waited for",
    yName: "requests in the busiest minute",
  },
  {
    file: "sweep.svg",
    title: "Stopping all jobs of a region on Google's quota",
    benchmark: "sweep on the quota",
    metric: "time",
    xName: "jobs",
    yName: "time (s)",
  },
  {
    file: "memory.svg",
    title: "Memory of the process that stops them",
    benchmark: "sweep on the quota",
    metric: "peak memory",
    xName: "jobs",
    yName: "peak memory (MB)",
  },
];

/** The figures that the page was written from. */
export function readFigures(): Row[] {
  const lines = readFileSync(join(FOLDER, "figures.ndjson"), "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Row);
}

/** The page with the tables of these figures in it. @throws Error for a table that has no figures. */
export function fillTables(page: string, rows: readonly Row[]): string {
  return page.replace(TABLE, (_, benchmark: string) => {
    const { head, lines } = figureTableOf(rows.filter((row) => row.benchmark === benchmark));
    if (lines.length === 0) throw new Error(`there are no figures of "${benchmark}"`);
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    const rule = head.map((_name, index) => (index < 2 ? "---" : "--:"));
    return [`<!-- table: ${benchmark} -->`, "", ...[head, rule, ...lines].map(line), "", "<!-- end of table -->"].join(
      "\n",
    );
  });
}

/** The page as it is. */
export function readPage(): string {
  return readFileSync(PAGE, "utf8");
}

if (require.main === module) {
  const rows = readFigures();
  writeFileSync(PAGE, fillTables(readPage(), rows));
  for (const plot of PLOTS) writeFileSync(join(FOLDER, plot.file), drawLines(plot, rows));
}
