import { describeFault, nameOfFault } from "./faults";
import type { History, Step } from "./history";
import type { Moment } from "./moments";
import type { Played } from "./play";
import { type Edit, edited, type Program, programOf } from "./program";
import { describeDeed } from "./users";

/** Requests that a failure shows at most: the last ones. */
const MOST_REQUESTS = 200;

/** A history as a human reads it. */
export function describeHistory(history: History): string {
  const { schedules, steps, users, faults, clockJumps, moreJobs } = history;
  const jobs = history.jobs.map(
    ({ project, region, id, state, labels, pipeline, childJob, stopsInSeconds, winsRace }) =>
      `${project}/${region}/${id}: ${state}, ${labels}, ${pipeline}, child ${childJob}, ` +
      `stops in ${stopsInSeconds} s${winsRace ? " as SUCCEEDED" : ""}`,
  );
  const program = programOf(history.cancellations, history.sweeps);
  const { service, timeoutSeconds, requestsPerMinute, isTokenRenewed, randomSeed } = history;
  const { engineDiesAtSeconds, interruptedAtRequest } = history;
  const ends = { engineDiesAtSeconds, interruptedAtRequest };
  const setting = { timeoutSeconds, requestsPerMinute, isTokenRenewed, ...ends, randomSeed };
  return [
    ...section("adapter", [history.adapter]),
    ...section("jobs", [...jobs, ...(moreJobs > 0 ? [`and ${moreJobs} more`] : [])]),
    ...section(
      "schedules, each minute",
      schedules.map((schedule) => JSON.stringify(schedule)),
    ),
    ...section(
      "resources",
      program.map(({ name, plan }) => `${name}: ${JSON.stringify(plan)}`),
    ),
    ...section("steps", describeSteps(program, steps)),
    ...section("users", users.map(describeDeed)),
    ...section("faults", faults.map(describeFault)),
    ...section(
      "clock",
      clockJumps.map(({ atSeconds, bySeconds }) => `set by ${bySeconds} s after ${atSeconds} s`),
    ),
    ...section("setting", [JSON.stringify(service), JSON.stringify(setting)]),
  ].join("\n");
}

/** What was sent and what came of it, as a human reads it. */
export function describePlayed({ moments, runs }: Played): string {
  const startMs = moments[0]?.atMs ?? 0;
  const requests = moments.flatMap((moment) => describeRequest(moment, startMs)).slice(-MOST_REQUESTS);
  const ends = runs.flatMap(({ step, verb, operations }) =>
    operations.map(({ name, method, startedMs, endedMs, error, recorded }) => {
      const { outcome, matched } = recorded?.outs ?? {};
      const came = error ? error.message : `ok ${JSON.stringify(outcome ?? matched ?? "")}`;
      const when = `${seconds(startedMs - startMs)} to ${seconds(endedMs - startMs)}`;
      return `${when}, step ${step}, ${verb} of ${name} (${method}): ${came}`;
    }),
  );
  return [...section("requests, with the states when each arrived", requests), ...section("results", ends)].join("\n");
}

function describeRequest({ atMs, request, jobs, schedules, deeds }: Moment, startMs: number): string[] {
  if (deeds) return [`${seconds(atMs - startMs)} users: ${deeds.map(describeDeed).join(", ")}`];
  if (!request) return [];
  const states = [...jobs, ...schedules].flatMap(([key, { state }]) =>
    key.includes("/more-") ? [] : `${key}=${String(state).replace(/^(PIPELINE|JOB)_STATE_/, "")}`,
  );
  const fault = request.fault ? ` (${nameOfFault(request.fault)})` : "";
  const filter = request.query.filter ? ` ${request.query.filter}` : "";
  const path = request.path.replace("/v1/projects/", "").replace("/locations/", "/");
  const sent = `${request.method} ${path}${filter}: ${request.status}${fault}`;
  return [`${seconds(atMs - startMs)} ${sent}  ${states.join(" ")}`];
}

function describeSteps(program: Program, steps: readonly Step[]): string[] {
  let now = program;
  return steps.map((step, index) => {
    if ("verb" in step) return `${index}: ${step.verb}`;
    if ("waitSeconds" in step) return `${index}: ${step.waitSeconds} s go by`;
    const before = now;
    now = edited(before, step.edit);
    return `${index}: ${describeEdit(before, now, step.edit)}`;
  });
}

function describeEdit(before: Program, after: Program, edit: Edit): string {
  const gone = before.filter((one) => !after.includes(one)).map(({ name }) => name);
  if (gone.length === 0) return "an edit of nothing";
  if ("remove" in edit) return `${gone.join()} is removed`;
  if ("rename" in edit) return `${gone.join()} is renamed ${edit.withAlias ? "with" : "without"} alias`;
  return `${gone.join()}: ${JSON.stringify(edit.to)}`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(3).padStart(7)} s`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [`  ${title}:`, ...lines.map((line) => `    ${line}`)] : [];
}
