/** Draws docs/pictures/up.svg, or the file that is given, from a real run: the CLI in a terminal, against the fake. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { record } from "./pictures/recording.mjs";
import { screensOf } from "./pictures/screens.mjs";
import { terminalSvg } from "./pictures/terminalSvg.mjs";

const scene = fileURLToPath(new URL("pictures/scene.mjs", import.meta.url));
const picture = process.argv[2] ?? fileURLToPath(new URL("../docs/pictures/up.svg", import.meta.url));
const size = { columns: 134, rows: 15 };

const events = await record(`node ${scene}`, size);
const start = events.findIndex(({ text }) => text.includes("$ pulumi up"));
const screens = await screensOf(events.slice(start), size);
const still = screens.findIndex(({ lines }) => /[1-9]\d* of 30 stopped, \d\d cancelling/.test(JSON.stringify(lines)));
writeFileSync(
  picture,
  terminalSvg(screens, { ...size, title: "pulumi up stops a pipeline job, and thirty more", still }),
);
console.log(`${screens.length} screens, number ${still} stands still: ${picture}`);
