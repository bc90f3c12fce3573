/** The look of the page. Every colour of text has a contrast of at least 4.5 to what is behind it (WCAG AA). */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f4f6fa; --surface: #ffffff; --raised: #eef1f7; --line: #d9dfe9; --edge: #8a94a6;
  --text: #1a2230; --muted: #566074; --link: #1a56c4; --notice: #b3261e;
  --waiting: #47607c; --running: #1a56c4; --changing: #8a4b00; --paused: #7040b8;
  --succeeded: #156b39; --failed: #b3261e; --ended: #545c6c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f131a; --surface: #171c25; --raised: #1f2631; --line: #2c3542; --edge: #707c90;
    --text: #e6eaf2; --muted: #9ba7ba; --link: #8ab4ff; --notice: #ff9d94;
    --waiting: #a3bad6; --running: #8ab4ff; --changing: #f5b95f; --paused: #c9a6ff;
    --succeeded: #74d39a; --failed: #ff9d94; --ended: #aeb6c4;
  }
}

* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 14px/1.45 system-ui, sans-serif; }
h1, h2, p { margin: 0; }
h1 { font-size: 17px; }
h2 { font-size: 17px; }
a { color: var(--link); }
code, .code, .id, .path, .query, .fault, .tags, .api, pre { font-family: ui-monospace, monospace; font-size: 12.5px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }

.top {
  position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 24px;
  padding: 10px 24px; background: var(--surface); border-bottom: 1px solid var(--line);
}
.top nav { display: flex; gap: 18px; }
.top a { text-decoration: none; }
.top a:hover { text-decoration: underline; }
.now { margin-left: auto; color: var(--muted); }
.count { color: var(--muted); font-weight: normal; font-variant-numeric: tabular-nums; }
.stopped { position: sticky; top: 0; z-index: 2; padding: 10px 24px; background: var(--notice); color: var(--surface); font-weight: 600; }
.stopped:empty, .message:empty, .empty:empty { display: none; }

main { max-width: 1400px; margin: 0 auto; padding: 8px 24px 64px; }
section { scroll-margin-top: 56px; margin-top: 24px; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; margin-bottom: 12px; }
.bar h2 { margin-right: auto; }
.bar label { color: var(--muted); }
input {
  flex: 0 1 320px; min-width: 0; padding: 6px 10px; font: inherit; color: inherit;
  background: var(--surface); border: 1px solid var(--edge); border-radius: 6px;
}
input::placeholder { color: var(--muted); opacity: 1; }
button {
  padding: 4px 10px; font: inherit; font-size: 13px; color: inherit; cursor: pointer;
  background: var(--surface); border: 1px solid var(--edge); border-radius: 6px;
}
button:hover { background: var(--raised); }
.chips { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 12px; }
.chips [aria-pressed="true"] { border-color: var(--tone); box-shadow: 0 0 0 1px var(--tone); }
.empty { padding: 24px; text-align: center; color: var(--muted); border: 1px dashed var(--line); border-radius: 8px; }

table {
  width: 100%; border-collapse: separate; border-spacing: 0; background: var(--surface);
  border: 1px solid var(--line); border-radius: 8px; overflow: hidden;
}
table[hidden] { display: none; }
th, td { padding: 8px 12px; text-align: left; vertical-align: top; font-weight: normal; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-size: 12px; color: var(--muted); white-space: nowrap; }
tbody tr:not(.kind):hover { background: var(--raised); }
.kind th { background: var(--raised); font-weight: 600; }
td, th.title { unicode-bidi: isolate; overflow-wrap: anywhere; }
td:not(.labels, .api) { white-space: nowrap; }
td.time, td.runs { font-variant-numeric: tabular-nums; color: var(--muted); }
th.title { min-width: 220px; width: 34%; }
.actions, .runs, .end { text-align: right; }
#request-table th.title { width: 60%; }
.title .id, .location .id { display: block; color: var(--muted); }
.name, .open { font-weight: 600; }
.open { padding: 0; border: 0; background: none; color: var(--link); text-align: left; font-size: 14px; overflow-wrap: anywhere; }
.open:hover { background: none; text-decoration: underline; }
.tags { display: flex; flex-wrap: wrap; gap: 4px; margin: 0; padding: 0; list-style: none; }
.tags li { padding: 1px 7px; border-radius: 4px; background: var(--raised); }
.query, .fault { display: block; color: var(--muted); }
.fault { color: var(--changing); }
.actions button + button { margin-left: 6px; }

.badge {
  display: inline-flex; align-items: center; gap: 6px; padding: 1px 9px 1px 8px;
  border-radius: 999px; font-size: 13px; font-weight: 600; color: var(--tone);
  background: color-mix(in srgb, var(--tone) 11%, var(--surface)); border: 1px solid transparent;
}
button.badge { padding: 3px 12px 3px 10px; border-color: color-mix(in srgb, var(--tone) 35%, var(--surface)); }
button.badge:hover { background: color-mix(in srgb, var(--tone) 20%, var(--surface)); color: var(--text); }
.badge .count { color: inherit; }
.badge::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: var(--tone); border: 2px solid var(--tone); }
[data-state] { --tone: var(--ended); }
[data-state="QUEUED"], [data-state="PENDING"] { --tone: var(--waiting); }
[data-state="RUNNING"], [data-state="ACTIVE"] { --tone: var(--running); }
[data-state="CANCELLING"], [data-state="UPDATING"] { --tone: var(--changing); }
[data-state="PAUSED"] { --tone: var(--paused); }
[data-state="SUCCEEDED"], [data-state="PARTIALLY_SUCCEEDED"], [data-state="COMPLETED"] { --tone: var(--succeeded); }
[data-state="FAILED"], [data-state="EXPIRED"] { --tone: var(--failed); }
[data-state="QUEUED"]::before, [data-state="PENDING"]::before { background: none; }
span.status { font-weight: 600; font-variant-numeric: tabular-nums; color: var(--muted); }
span[data-class="2"] { color: var(--succeeded); }
span[data-class="4"] { color: var(--changing); }
span[data-class="5"] { color: var(--failed); }
@media (prefers-reduced-motion: no-preference) {
  [data-state="RUNNING"]::before, [data-state="CANCELLING"]::before { animation: pulse 2s ease-in-out infinite; }
  @keyframes pulse { 50% { opacity: 0.35; } }
}

.message { padding: 8px 12px; border-left: 4px solid var(--link); background: var(--raised); overflow-wrap: anywhere; }
.toast {
  position: fixed; right: 16px; bottom: 16px; z-index: 2; max-width: min(560px, calc(100vw - 32px)); padding: 12px 16px;
  background: var(--surface); border: 1px solid var(--edge); border-left: 4px solid var(--link); border-radius: 6px;
}
dialog {
  width: min(860px, calc(100vw - 32px)); max-height: calc(100dvh - 32px); padding: 20px; overflow: auto;
  color: inherit; background: var(--surface); border: 1px solid var(--line); border-radius: 10px;
}
dialog::backdrop { background: rgb(0 0 0 / 45%); }
dialog .bar { flex-wrap: nowrap; align-items: start; }
dialog h2, #opened-name { unicode-bidi: isolate; overflow-wrap: anywhere; }
#opened-name { color: var(--muted); }
#opened-controls { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px; margin: 12px 0; }
pre {
  margin: 12px 0 0; padding: 12px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere;
  background: var(--ground); border: 1px solid var(--line); border-radius: 6px;
}

@media (max-width: 760px) {
  .top, main { padding-left: 12px; padding-right: 12px; }
  .top { position: static; }
  .now { margin-left: 0; }
  section { scroll-margin-top: 12px; }
  section .bar h2 { width: 100%; }
  input { flex: 1; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, th, td { display: block; }
  tr { display: flex; flex-wrap: wrap; align-items: baseline; gap: 6px 12px; padding: 12px; border-top: 1px solid var(--line); }
  tr.kind { padding: 6px 12px; background: var(--raised); }
  th, td { padding: 0; border: 0; text-align: left; order: 3; }
  td:empty { display: none; }
  td.state, td.status, td.method { order: 0; }
  td.time { order: 1; margin-left: auto; }
  th.title, #request-table th.title { order: 2; flex: 0 0 100%; width: auto; min-width: 0; }
  .labels, td.actions { flex: 0 0 100%; }
  .location .id { display: inline; margin-left: 8px; }
  #schedule-table td.time::before { content: "next run: "; }
  td.runs::before { content: "runs: "; }
}
`;
