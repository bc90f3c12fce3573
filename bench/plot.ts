import * as echarts from "echarts";
import type { Row } from "./row";

const SIZE = { width: 860, height: 380 };

/** Colours of the others: none is like ours. */
const COLORS = ["#e37400", "#188038", "#9334e6", "#795548", "#c2185b", "#00838f"];

/** What ours looks like everywhere, and what is no competitor. */
const STYLES: Readonly<Partial<Record<string, object>>> = {
  ours: { lineStyle: { width: 4 }, itemStyle: { color: "#1a73e8" } },
  "ours, requestsPerMinute 600": { lineStyle: { width: 2 }, itemStyle: { color: "#66a3f2" } },
  bound: { lineStyle: { type: "dashed", width: 1 }, itemStyle: { color: "#888888" } },
  bar: { lineStyle: { type: "dotted", width: 2 }, itemStyle: { color: "#d93025" } },
};

/** One figure of a benchmark over its cases. */
export interface Plot {
  readonly file: string;
  readonly title: string;
  readonly benchmark: string;
  readonly metric: string;
  readonly xName: string;
  readonly yName: string;
}

/**
 * Draws a line for each one whose figure it is, over the number in the name of the case; both axes are logarithmic. Who
 * has left jobs running has no figure there.
 */
export function drawLines(plot: Plot, rows: readonly Row[]): string {
  const ofBenchmark = rows.filter(({ benchmark }) => benchmark === plot.benchmark);
  const hasFailed = (row: Row) =>
    ofBenchmark.some(
      ({ who, metric, value, ...other }) =>
        who === row.who && other.case === row.case && metric === "jobs left running" && value > 0,
    );
  const shown = ofBenchmark.filter((row) => row.metric === plot.metric && row.value > 0 && !hasFailed(row));
  const who = [...new Set(shown.map((row) => row.who))];
  const series = who.map((name) => ({
    name,
    type: "line",
    symbolSize: 7,
    ...STYLES[name],
    data: shown.filter((row) => row.who === name).map((row) => [numberOf(row.case), row.value]),
  }));
  const axis = { type: "log", nameLocation: "middle", minorSplitLine: { show: false } };
  const chart = echarts.init(null, null, { renderer: "svg", ssr: true, ...SIZE });
  chart.setOption({
    animation: false,
    color: COLORS,
    backgroundColor: "#ffffff",
    title: { text: plot.title, left: 10, top: 8, textStyle: { fontSize: 15 } },
    legend: { left: 590, top: 44, orient: "vertical" },
    grid: { left: 70, right: 290, top: 50, bottom: 55 },
    xAxis: { ...axis, name: plot.xName, nameGap: 30, ...rangeOf(shown.map((row) => numberOf(row.case))) },
    yAxis: { ...axis, name: plot.yName, nameGap: 48 },
    series,
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

/** The number in the name of a case, such as 1,000 of `1,000 jobs`. */
function numberOf(name: string): number {
  return Number(/[\d.,]+/.exec(name)?.[0].replaceAll(",", ""));
}

function rangeOf(values: readonly number[]): { min: number; max: number } {
  return { min: Math.min(...values), max: Math.max(...values) };
}
