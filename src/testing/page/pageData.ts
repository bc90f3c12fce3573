import type { LoggedRequest } from "../http/requestLog";
import { jobView } from "../methods/jobView";
import { scheduleView } from "../methods/scheduleView";
import type { Job } from "../state/job";
import type { JobKind } from "../state/jobKind";
import { JOB_KINDS } from "../state/jobKinds";
import { stateWord } from "../state/jobState";
import type { JsonObject } from "../state/json";
import { runSchedules } from "../state/scheduler";
import type { Service } from "../state/service";
import { actionsFor } from "./pageActions";
import type { JobRow, KindOfJobs, OpenedJob, PageState, RequestRow } from "./pageState";

const MAX_JOBS_OF_A_KIND = 100;
const MAX_SCHEDULES = 100;
const MAX_REQUESTS = 100;

/** What a person has typed into the page. */
export interface PageSearch {
  /** Words that a job has in its full name, display name, state, or labels. */
  readonly jobs: string;
  /** Words that a request has in its method, path, query, API method, or status. */
  readonly requests: string;
}

/** What the page shows: the newest first, and of each list as many as a person can read. */
export function pageData(service: Service, log: readonly LoggedRequest[], search: PageSearch): PageState {
  runSchedules(service);
  return {
    now: new Date(service.clock.now()).toISOString(),
    jobs: shownJobs(service, search.jobs),
    schedules: shownSchedules(service),
    requests: { total: log.length, shown: shownRequests(log, search.requests) },
  };
}

/** What the page shows of one job. It is no look at it in the sense of a script of states. */
export function openedJob(service: Service, job: Job): OpenedJob {
  return { job: jobView(service, job, "get"), row: jobRow(service, job) };
}

function shownJobs(service: Service, search: string): PageState["jobs"] {
  const nowMs = service.clock.now();
  const jobs = service.allJobs();
  const states: Record<string, number> = {};
  for (const job of jobs) {
    const word = stateWord(job.state(nowMs));
    states[word] = (states[word] ?? 0) + 1;
  }
  const hasWords = wordsOf(search);
  const matching = jobs.filter((job) => hasWords(searchedText(job, nowMs)));
  const kinds = JOB_KINDS.map((kind) => jobsOfKind(service, matching, kind));
  return { total: jobs.length, states, kinds: kinds.filter(({ shown }) => shown.length > 0) };
}

function jobsOfKind(service: Service, jobs: readonly Job[], kind: JobKind): KindOfJobs {
  const ofKind = jobs.filter((job) => job.kind === kind);
  const shown = newest(ofKind, ({ sequence }) => sequence, MAX_JOBS_OF_A_KIND).map((job) => jobRow(service, job));
  return { kind: kind.collection, matching: ofKind.length, shown };
}

function jobRow(service: Service, job: Job): JobRow {
  const view = jobView(service, job, "list");
  const { [job.kind.serviceLabel ?? ""]: _ofEveryJob, ...labels } = (view.labels ?? {}) as Record<string, string>;
  const { name, id, region, projectNumber: project } = job;
  return {
    ...{ name, id, project, region, labels },
    displayName: displayNameOf(job),
    state: stateWord(String(view.state)),
    createTime: String(view.createTime),
    updateTime: String(view.updateTime),
    actions: actionsFor(service, job),
  };
}

function displayNameOf({ kind, fields }: Job): string {
  return String(fields[kind.displayNameField] ?? "");
}

function searchedText(job: Job, nowMs: number): string {
  const labels = Object.entries((job.fields.labels ?? {}) as JsonObject).map(([key, value]) => `${key}=${value}`);
  return [job.name, displayNameOf(job), stateWord(job.state(nowMs)), ...labels].join(" ");
}

function shownSchedules(service: Service): PageState["schedules"] {
  const schedules = service.schedules.all();
  const shown = newest(schedules, ({ record }) => record.sequence, MAX_SCHEDULES).map((schedule) => {
    const { displayName, cron, nextRunTime } = scheduleView(schedule);
    const { name, id, region, state, projectNumber: project } = schedule;
    return {
      ...{ name, id, project, region, state },
      displayName: String(displayName ?? ""),
      cron: String(cron),
      nextRunTime: String(nextRunTime ?? ""),
      startedRunCount: schedule.record.startedRunCount,
    };
  });
  return { total: schedules.length, shown };
}

function shownRequests(log: readonly LoggedRequest[], search: string): RequestRow[] {
  const hasWords = wordsOf(search);
  const shown: RequestRow[] = [];
  for (let index = log.length - 1; index >= 0 && shown.length < MAX_REQUESTS; index -= 1) {
    const request = log[index] as LoggedRequest;
    const { time, method, path, status, apiMethod = "" } = request;
    const query = queryText(request.query);
    if (hasWords([method, path, query, status, apiMethod].join(" "))) {
      const fault = request.fault === undefined ? "" : JSON.stringify(request.fault);
      const row = { time: new Date(time).toISOString(), method, path, query, status, apiMethod, fault };
      shown.push({ key: keyOf(request), ...row });
    }
  }
  return shown;
}

function queryText(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

const keys = new WeakMap<LoggedRequest, number>();
let keyCount = 0;

/** The same for a request each time, so that the page keeps its row. */
function keyOf(request: LoggedRequest): number {
  const key = keys.get(request) ?? ++keyCount;
  keys.set(request, key);
  return key;
}

/** Whether a text has each word of a search, in any order and any case. */
function wordsOf(search: string): (text: string) => boolean {
  const words = search.toLowerCase().split(/\s+/);
  return (text) => {
    const lowerCase = text.toLowerCase();
    return words.every((word) => lowerCase.includes(word));
  };
}

function newest<Item>(items: readonly Item[], sequenceOf: (item: Item) => number, max: number): Item[] {
  return items.toSorted((one, other) => sequenceOf(other) - sequenceOf(one)).slice(0, max);
}
