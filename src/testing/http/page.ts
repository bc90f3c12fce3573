import { jobView } from "../methods/jobView";
import { scheduleView } from "../methods/scheduleView";
import type { JsonObject } from "../state/json";
import { runSchedules } from "../state/scheduler";
import type { Service } from "../state/service";
import type { LoggedRequest } from "./requestLog";

/** Where the page gets its data from. */
export const PAGE_DATA_PATH = "/_fake/state";

const MAX_JOBS = 200;
const MAX_REQUESTS = 100;

/** What the page shows: the newest jobs, schedules and requests first. */
export function pageData(service: Service, log: readonly LoggedRequest[]): JsonObject {
  runSchedules(service);
  const jobs = [...service.pipelineJobs.all(), ...service.customJobs.all()]
    .sort((one, other) => other.sequence - one.sequence)
    .slice(0, MAX_JOBS);
  return {
    now: new Date(service.clock.now()).toISOString(),
    jobs: jobs.map((job) => pick(jobView(service, job, "list"), ["name", "displayName", "state", "updateTime"])),
    schedules: service.schedules
      .all()
      .map((schedule) => pick(scheduleView(schedule), ["name", "cron", "state", "nextRunTime", "startedRunCount"])),
    requests: log
      .slice(-MAX_REQUESTS)
      .reverse()
      .map(({ time, method, path, status }) => ({ time: new Date(time).toISOString(), method, path, status })),
  };
}

function pick(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(fields.map((field) => [field, object[field] ?? ""]));
}

/** The page at `/`, which looks for news every second. */
export const PAGE = `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>fake-vertex-ai</title>
<link rel="icon" href="data:,">
<style>
  body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; color: #222; }
  table { border-collapse: collapse; width: 100%; margin-bottom: 2em; }
  th, td { text-align: left; vertical-align: top; padding: 2px 12px 2px 0; border-bottom: 1px solid #ddd; }
  th, td { white-space: nowrap; }
  #jobs td:first-child, #schedules td:first-child, #requests td:nth-child(3) {
    white-space: normal; overflow-wrap: anywhere; min-width: 20em;
  }
  h2 { font-size: 16px; }
  #gone { color: #b00; }
</style>
<h1>fake-vertex-ai</h1>
<p><span id="now"></span> <span id="gone" hidden>The fake has stopped.</span></p>
<h2>Jobs</h2><table id="jobs"></table>
<h2>Schedules</h2><table id="schedules"></table>
<h2>Requests</h2><table id="requests"></table>
<script>
  function fill(id, rows) {
    const table = document.getElementById(id);
    const cells = (row, tag) => {
      const line = document.createElement("tr");
      for (const text of row) {
        line.appendChild(document.createElement(tag)).textContent = text;
      }
      return line;
    };
    const columns = rows.length > 0 ? Object.keys(rows[0]) : [];
    table.replaceChildren(cells(columns, "th"), ...rows.map((row) => cells(columns.map((column) => row[column]), "td")));
  }
  async function refresh() {
    try {
      const state = await (await fetch("${PAGE_DATA_PATH}")).json();
      document.getElementById("now").textContent = state.now;
      for (const id of ["jobs", "schedules", "requests"]) {
        fill(id, state[id]);
      }
      document.getElementById("gone").hidden = true;
    } catch {
      document.getElementById("gone").hidden = false;
    }
    setTimeout(refresh, 1000);
  }
  refresh();
</script>
</html>
`;
