/** Size of a cell, in pixels. */
const [CELL_WIDTH, CELL_HEIGHT, FONT_SIZE] = [8.4, 19, 14];
const [PADDING, TITLE_HEIGHT] = [18, 38];

const [BACKGROUND, FOREGROUND, FRAME] = ["#0d1117", "#e6edf3", "#30363d"];

/** The sixteen colours of a terminal. */
const PALETTE = [
  ...["#484f58", "#ff7b72", "#3fb950", "#d29922", "#58a6ff", "#bc8cff", "#39c5cf", "#b1bac4"],
  ...["#6e7681", "#ffa198", "#56d364", "#e3b341", "#79c0ff", "#d2a8ff", "#56d4dd", "#ffffff"],
];

const FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/** Draws screens as a window whose contents change. Where nothing moves, the one numbered `still` is seen. */
export function terminalSvg(screens, { columns, rows, title, still }) {
  const width = columns * CELL_WIDTH + 2 * PADDING;
  const height = rows * CELL_HEIGHT + TITLE_HEIGHT + 2 * PADDING;
  const totalMs = screens.reduce((sum, { shownMs }) => sum + shownMs, 0);
  let beginMs = 0;
  const steps = screens.map(({ shownMs }, index) => {
    const [from, to] = [beginMs, beginMs + shownMs].map((ms) => `${((100 * ms) / totalMs).toFixed(2)}%`);
    beginMs += shownMs;
    return `@keyframes s${index}{0%{opacity:0}${from}{opacity:1}${to}{opacity:0}}#s${index}{animation-name:s${index}}`;
  });
  const style = [
    `text{font:${FONT_SIZE}px ${FONTS};fill:${FOREGROUND};white-space:pre}`,
    `.s{opacity:0}#s${still}{opacity:1}`,
    `@media (prefers-reduced-motion:no-preference){#s${still}{opacity:0}.s{animation:${totalMs / 1000}s step-end infinite}`,
    `${steps.join("")}}`,
  ].join("");
  const dots = ["#ff5f56", "#ffbd2e", "#27c93f"].map(
    (fill, index) => `<circle cx="${20 + index * 20}" cy="${TITLE_HEIGHT / 2 + 1}" r="6" fill="${fill}"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<style>${style}</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${BACKGROUND}" stroke="${FRAME}"/>
${dots.join("")}
${screens.map(({ lines }, index) => `<g class="s" id="s${index}">\n${lines.map(drawLine).join("")}</g>`).join("\n")}
</svg>
`;
}

function drawLine(runs, row) {
  const y = TITLE_HEIGHT + PADDING + row * CELL_HEIGHT;
  return runs
    .map(({ column, text, style }) => `<text ${attributesOf(style, column, text, y)}>${escapeXml(text)}</text>\n`)
    .join("");
}

function attributesOf({ color, bold, underlined, dim }, column, text, y) {
  const attributes = {
    x: (PADDING + column * CELL_WIDTH).toFixed(1),
    y,
    // Whatever the font, columns stay columns.
    textLength: (text.length * CELL_WIDTH).toFixed(1),
    ...(color !== undefined && { style: `fill:${PALETTE[color]}` }),
    ...(bold && { "font-weight": "bold" }),
    ...(underlined && { "text-decoration": "underline" }),
    ...(dim && { opacity: 0.7 }),
  };
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(" ");
}

function escapeXml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
