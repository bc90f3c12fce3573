/** @import { JobRow, KindOfJobs, NamedRow, PageState, RequestRow, ScheduleRow } from "../pageState.js" */
import { byId, element, renewChildren, setText } from "./elements.mjs";
import { distance, kindWords, moment, stateWords } from "./words.mjs";

/**
 * Shows a state in all tables.
 *
 * @param {PageState} state
 */
export function showTables({ now, jobs, schedules, requests }) {
  setText(byId("now"), moment(now));
  setText(byId("job-count"), String(jobs.total));
  setText(byId("schedule-count"), String(schedules.total));
  setText(byId("request-count"), String(requests.total));
  showRows(
    "job",
    jobs.total,
    jobs.kinds.map((kind) => kindOfJobs(kind, now)),
  );
  showRows("schedule", schedules.total, bodies(schedules.shown.map((schedule) => scheduleRow(schedule, now))));
  showRows("request", requests.total, bodies(requests.shown.map(requestRow)));
}

/**
 * A state in colour and in words.
 *
 * @param {string} state
 */
export function stateBadge(state) {
  return element("span", { class: "badge", "data-state": state }, stateWords(state));
}

/**
 * A button for everything that can still be done to a job.
 *
 * @param {JobRow} job
 */
export function actionButtons({ name, actions, ...job }) {
  return actions.map((action) => {
    const text = stateWords(action);
    const attributes = { "aria-label": `${text} ${titleOf(job)}`, "data-action": action, "data-job": name };
    return element("button", { type: "button", ...attributes }, text);
  });
}

/**
 * What a job or schedule is called.
 *
 * @param {Pick<NamedRow, "displayName" | "id">} named
 */
export function titleOf({ displayName, id }) {
  return displayName.trim() || id;
}

/**
 * @param {"job" | "schedule" | "request"} what
 * @param {number} total
 * @param {readonly HTMLElement[]} fresh
 */
function showRows(what, total, fresh) {
  renewChildren(byId(`${what}-table`), fresh);
  const isEmpty = fresh.length === 0;
  byId(`${what}-table`).hidden = isEmpty;
  setText(byId(`no-${what}s`), isEmpty ? (total === 0 ? `No ${what}s yet.` : `No ${what} matches.`) : "");
}

/** @param {readonly HTMLElement[]} rows */
function bodies(rows) {
  return rows.length === 0 ? [] : [element("tbody", { "data-key": "all" }, ...rows)];
}

/**
 * @param {KindOfJobs} kind
 * @param {string} now
 */
function kindOfJobs({ kind, matching, shown }, now) {
  const count = shown.length < matching ? `the newest ${shown.length} of ${matching}` : String(matching);
  const heading = element("tr", { "data-key": "heading", class: "kind" });
  const cell = element("th", { scope: "rowgroup", colspan: "6" }, kindWords(kind), " ");
  cell.append(element("span", { class: "count" }, count));
  heading.append(cell);
  return element("tbody", { "data-key": kind }, heading, ...shown.map((job) => jobRow(job, now)));
}

/**
 * @param {JobRow} job
 * @param {string} now
 */
function jobRow(job, now) {
  const open = element("button", { type: "button", class: "open", "data-job": job.name }, titleOf(job));
  const labels = Object.entries(job.labels).map(([key, value]) => element("li", {}, `${key}=${value}`));
  return row(job.name, {
    state: [stateBadge(job.state)],
    title: [open, ...idBelow(job)],
    labels: labels.length > 0 ? [element("ul", { class: "tags" }, ...labels)] : [],
    location: location(job),
    time: [when(job.updateTime, now)],
    actions: actionButtons(job),
  });
}

/**
 * @param {ScheduleRow} schedule
 * @param {string} now
 */
function scheduleRow(schedule, now) {
  return row(schedule.name, {
    state: [stateBadge(schedule.state)],
    title: [element("span", { class: "name" }, titleOf(schedule)), ...idBelow(schedule)],
    cron: [element("code", {}, schedule.cron)],
    location: location(schedule),
    time: schedule.nextRunTime === "" ? ["none"] : [when(schedule.nextRunTime, now)],
    runs: [String(schedule.startedRunCount)],
  });
}

/** @param {RequestRow} request */
function requestRow({ key, time, method, path, query, status, apiMethod, fault }) {
  const shownStatus = status === 0 ? "no answer" : String(status);
  const parts = [element("span", { class: "path" }, path)];
  if (query !== "") parts.push(element("span", { class: "query" }, `?${query}`));
  if (fault !== "") parts.push(element("span", { class: "fault" }, `fault: ${fault}`));
  return row(String(key), {
    status: [element("span", { class: "status", "data-class": shownStatus.charAt(0) }, shownStatus)],
    time: [element("time", { datetime: time, title: time }, time.slice(11, 19))],
    method: [method],
    api: [apiMethod],
    title: parts,
  });
}

/**
 * A row whose cells are known by name. `title` is what the row is about.
 *
 * @param {string} key
 * @param {Readonly<Record<string, readonly (Node | string)[]>>} cells
 */
function row(key, cells) {
  const made = Object.entries(cells).map(([name, content]) => {
    const heading = name === "title" ? { scope: "row" } : {};
    return element(name === "title" ? "th" : "td", { class: name, "data-key": name, ...heading }, ...content);
  });
  return element("tr", { "data-key": key }, ...made);
}

/**
 * The id, unless that is what it is called by.
 *
 * @param {NamedRow} named
 */
function idBelow(named) {
  return titleOf(named) === named.id ? [] : [element("span", { class: "id" }, named.id)];
}

/** @param {NamedRow} named */
function location({ region, project }) {
  return [element("span", {}, region), element("span", { class: "id" }, project)];
}

/**
 * @param {string} time
 * @param {string} now
 */
function when(time, now) {
  return element("time", { datetime: time, title: moment(time) }, distance(time, now));
}
