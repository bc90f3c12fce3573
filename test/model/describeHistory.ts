import { describeFault, nameOfFault } from "./faults";
import type { History } from "./history";
import type { Played } from "./play";
import { describeDeed } from "./users";

/** A history as a human reads it. */
export function describeHistory(history: History): string {
  const jobs = history.jobs.map(
    ({ region, id, state, labels, stopsInSeconds, winsRace }) =>
      `${region}/${id}: ${state}, ${labels}, stops in ${stopsInSeconds} s${winsRace ? " as SUCCEEDED" : ""}`,
  );
  const resources = [
    ...history.cancellations.map(
      ({ region, job, ...rest }) => `cancellation of ${region}/${job}: ${JSON.stringify(rest)}`,
    ),
    ...history.sweeps.map((sweep) => `sweep: ${JSON.stringify(sweep)}`),
  ];
  const { timeoutSeconds, cancelLagSeconds, requestsPerMinute, isTokenRenewed, engineDiesAtSeconds, randomSeed } =
    history;
  const setting = {
    timeoutSeconds,
    cancelLagSeconds,
    requestsPerMinute,
    isTokenRenewed,
    engineDiesAtSeconds,
    randomSeed,
  };
  return [
    ...section("jobs", jobs),
    ...section(
      "schedules, each minute",
      history.schedules.map((schedule) => JSON.stringify(schedule)),
    ),
    ...section("resources", resources),
    ...section("verbs", [history.verbs.join(", ")]),
    ...section("users", history.users.map(describeDeed)),
    ...section("faults", history.faults.map(describeFault)),
    ...section(
      "clock",
      history.clockJumps.map(({ atSeconds, bySeconds }) => `set by ${bySeconds} s after ${atSeconds} s`),
    ),
    ...section("setting", [JSON.stringify(setting)]),
  ].join("\n");
}

/** What was sent and what came of it, as a human reads it. */
export function describePlayed({ moments, operations }: Played): string {
  const startMs = moments[0]?.atMs ?? 0;
  const requests = moments.flatMap(({ atMs, request, jobs }) => {
    if (!request) return [];
    const states = [...jobs].map(([key, { state }]) => `${key}=${String(state).replace("PIPELINE_STATE_", "")}`);
    const fault = request.fault ? ` (${nameOfFault(request.fault)})` : "";
    const filter = request.query.filter ? ` ${request.query.filter}` : "";
    const path = request.path.replace(/^.*locations\//, "");
    return `${seconds(atMs - startMs)} ${request.method} ${path}${filter}: ${request.status}${fault}  ${states.join(" ")}`;
  });
  const ends = operations.map(({ verb, resource, method, endedMs, error, recorded }) => {
    const came = error ? error.message : `ok ${JSON.stringify(recorded?.outs.outcome ?? recorded?.outs.matched ?? "")}`;
    return `${seconds(endedMs - startMs)} ${verb} of ${resource.name} (${method}): ${came}`;
  });
  return [...section("requests, with the states when each arrived", requests), ...section("results", ends)].join("\n");
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(3).padStart(7)} s`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [`  ${title}:`, ...lines.map((line) => `    ${line}`)] : [];
}
