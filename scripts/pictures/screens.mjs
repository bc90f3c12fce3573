import headless from "@xterm/headless";

/** How long a screen stays that the next one follows at once, or late: nobody wants to wait for a compiler. */
const [SHORTEST_MS, LONGEST_MS] = [350, 1_200];

/** How long the last screen stays. */
const LAST_MS = 6_000;

/**
 * What a terminal shows while events come in.
 *
 * @param events from where the picture begins.
 * @returns {Promise<{ shownMs: number, lines: { text: string, style: object, column: number }[][] }[]>} each screen with
 *   its lines, which are made of runs of one style.
 */
export async function screensOf(events, { columns, rows }) {
  const terminal = new headless.Terminal({ cols: columns, rows, allowProposedApi: true });
  const screens = [];
  for (const [index, { atMs, text }] of events.entries()) {
    await new Promise((resolve) => terminal.write(text, resolve));
    const untilNextMs = (events[index + 1]?.atMs ?? Number.POSITIVE_INFINITY) - atMs;
    const lines = linesOf(terminal);
    const isNew = JSON.stringify(lines) !== JSON.stringify(screens.at(-1)?.lines);
    if (untilNextMs < 20 || !isNew) continue; // half drawn, or drawn again
    screens.push({ shownMs: Math.min(Math.max(untilNextMs, SHORTEST_MS), LONGEST_MS), lines });
  }
  screens.at(-1).shownMs = LAST_MS;
  return screens;
}

function linesOf(terminal) {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, row) => runsOf(active.getLine(active.viewportY + row)));
}

function runsOf(line) {
  const runs = [];
  for (let column = 0; column < line.length; column += 1) {
    const cell = line.getCell(column);
    const style = styleOf(cell);
    const text = cell.getChars() || " ";
    const last = runs.at(-1);
    if (last && JSON.stringify(last.style) === JSON.stringify(style)) last.text += text;
    else runs.push({ column, style, text });
  }
  return runs.map((run) => ({ ...run, text: run.text.trimEnd() })).filter(({ text }) => text !== "");
}

function styleOf(cell) {
  return {
    ...(cell.isFgPalette() && { color: cell.getFgColor() }),
    ...(cell.isBold() && { bold: true }),
    ...(cell.isUnderline() && { underlined: true }),
    ...(cell.isDim() && { dim: true }),
  };
}
