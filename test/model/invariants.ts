import type { JsonObject } from "../../src/testing";
import { type CancellationPlan, type History, REGIONS, type SweepPlan } from "./history";
import { isMild } from "./mildness";
import {
  cancelledKeys,
  hasMeantLabels,
  isActive,
  isMeant,
  isRefusedForToken,
  isSelecting,
  keyOf,
  type Moment,
} from "./moments";
import type { Played, PlayedOperation } from "./play";

type Check = (history: History, played: Played) => string[];

/** The longest interval between two looks in these short waits: 1 s, doubled where the quota is scarce. */
const LONGEST_POLL_MS = 2_000;

/** How long a refresh may take: it has no timeout of its own that could be set. */
const READ_TIMEOUT_MS = 300_000;

/** What must hold whatever happens; each says what was violated. */
export const INVARIANTS: Readonly<Record<string, Check>> = {
  "a success means that every job that is meant was terminal at some moment": eachOperation(stoppedAtSomeMoment),
  "after a sweep's last listing none that it means is active": eachOperation(endsQuiet),
  "no job outside the selection is asked to cancel": nothingElseCancelled,
  "no second cancel for a job that is known to be cancelling": noSecondCancel,
  "requests stay within the budget": withinBudget,
  "every operation ends before its timeout plus one poll": eachOperation(endsInTime),
  "no timer and no socket is left": nothingLeft,
  "nothing is sent after the engine has died": nothingAfterTheEngine,
  "nothing that was done is lost from the state": eachOperation(nothingLost),
  "an outcome is what happened": eachOperation(outcomeIsTrue),
  "a message says what happened, without a token or a stack": eachOperation(messageIsClean),
  "after a success nothing is left to do": eachOperation(isQuietAfterwards),
  "schedules that launch what is meant are paused, and known to be": eachOperation(pausesSchedules),
  "where little goes wrong it succeeds": eachOperation(succeeds),
};

/** What a history violates. */
export function violations(history: History, played: Played): string[] {
  return Object.entries(INVARIANTS).flatMap(([invariant, check]) =>
    check(history, played).map((what) => `${invariant}: ${what}`),
  );
}

function eachOperation(check: (operation: PlayedOperation, history: History) => string | undefined): Check {
  return (history, { operations }) =>
    operations.flatMap((operation) => {
      const violated = check(operation, history);
      return violated === undefined ? [] : `${operation.verb} of ${operation.resource.name}: ${violated}`;
    });
}

function stoppedAtSomeMoment(operation: PlayedOperation): string | undefined {
  if (operation.error || !stops(operation)) return undefined;
  const { plan } = operation.resource;
  const atFirst = operation.moments[0]?.jobs ?? new Map();
  const keys =
    "job" in plan ? [`${plan.region}/${plan.job}`] : [...atFirst.keys()].filter((key) => isMeant(atFirst, key, plan));
  const running = keys.filter((key) => operation.moments.every(({ jobs }) => isActive(jobs, key)));
  return running.length > 0 ? `${running.join()} was active all the time` : undefined;
}

function endsQuiet(operation: PlayedOperation): string | undefined {
  const { plan } = operation.resource;
  if (operation.error || !stops(operation) || "job" in plan) return undefined;
  for (const region of plan.regions) {
    const last = operation.moments.findLast(({ request }) => request && isSelecting(request, region));
    if (!last) return `${region} was never listed`;
    const active = [...last.jobs.keys()].filter((key) => isMeant(last.jobs, key, plan) && isActive(last.jobs, key));
    const here = active.filter((key) => key.startsWith(`${region}/`));
    if (here.length > 0) return `${here.join()} was active at the last listing`;
  }
  return undefined;
}

function nothingElseCancelled({ cancellations, sweeps }: History, { operations, moments }: Played): string[] {
  const stopping = (plan: CancellationPlan | SweepPlan, moment: Moment) =>
    operations.some(
      (operation) =>
        operation.resource.plan === plan &&
        stops(operation) &&
        operation.startedMs <= moment.atMs &&
        moment.atMs <= operation.endedMs,
    );
  return moments.flatMap((moment) =>
    cancelledKeys(moment.request).flatMap((key) => {
      const byName = cancellations.some((plan) => `${plan.region}/${plan.job}` === key && stopping(plan, moment));
      const bySweep = sweeps.some((plan) => isMeant(moment.jobs, key, plan) && stopping(plan, moment));
      return byName || bySweep || !moment.jobs.has(key) ? [] : key;
    }),
  );
}

/**
 * What the provider knows of each job is what it was told last, by an answer that came through whole; not by the listing of
 * a watcher that goes on beside the cancel.
 */
function noSecondCancel(history: History, { moments }: Played): string[] {
  const violated: string[] = [];
  const told = new Map<string, { readonly state: unknown; readonly besideMs?: number }>();
  const asked = new Set<string>();
  for (const { request, jobs, atMs } of moments) {
    if (!request) continue;
    for (const key of cancelledKeys(request)) {
      if (interestedIn(key, history) > 1) continue; // one may have been told what the other has decided before
      const { state, besideMs } = told.get(key) ?? {};
      if (state === "PIPELINE_STATE_CANCELLING" && besideMs !== atMs)
        violated.push(`${key} was known to be cancelling`);
      if (request.apiMethod === "pipelineJobs.cancel") {
        if (asked.has(key)) violated.push(`${key} was asked twice without a look between`);
        if (!isRefusedForToken(request)) asked.add(key);
      }
    }
    const isGet = request.apiMethod === "pipelineJobs.get";
    if (request.fault || !(isGet || request.apiMethod === "pipelineJobs.list")) continue;
    const shown = [...jobs.keys()].filter((key) =>
      isGet ? key === keyOf(request.path.slice(4)) : key.startsWith(`${request.region}/`),
    );
    const isWatcher = !isGet && !isSelecting(request, String(request.region));
    for (const key of shown) {
      told.set(key, { state: jobs.get(key)?.state, ...(isWatcher && { besideMs: atMs }) });
      asked.delete(key);
    }
  }
  return violated;
}

/** How many resources may be about a job. */
function interestedIn(key: string, { cancellations, sweeps }: History): number {
  return cancellations.filter(({ region, job }) => `${region}/${job}` === key).length + sweeps.length;
}

function withinBudget({ requestsPerMinute }: History, { moments }: Played): string[] {
  return REGIONS.flatMap((region) => {
    const sent = moments.filter(({ request }) => request?.region === region);
    const tooMany = sent.findIndex(({ atMs }, index) => {
      const before = sent[index - requestsPerMinute];
      return before !== undefined && atMs - before.atMs < 60_000;
    });
    return tooMany < 0 ? [] : `request ${tooMany} to ${region} is one of more than ${requestsPerMinute} in a minute`;
  });
}

function endsInTime({ method, startedMs, endedMs }: PlayedOperation, history: History): string | undefined {
  const timeoutMs = method === "read" ? READ_TIMEOUT_MS : history.timeoutSeconds * 1_000;
  const lateMs = endedMs - startedMs - timeoutMs;
  return lateMs > LONGEST_POLL_MS ? `${lateMs} ms late` : undefined;
}

function nothingLeft(_history: History, { timersLeft, socketsLeft }: Played): string[] {
  return [...(timersLeft > 0 ? [`${timersLeft} timers`] : []), ...(socketsLeft > 0 ? [`${socketsLeft} sockets`] : [])];
}

function nothingAfterTheEngine(_history: History, { moments, engineDiedMs, operations }: Played): string[] {
  if (engineDiedMs === undefined) return [];
  const late = moments.filter(({ atMs, request }) => request && atMs > engineDiedMs);
  const slow = operations.filter(({ endedMs }) => endedMs > engineDiedMs + 1_000);
  return [
    ...late.map(({ request }) => `${request?.apiMethod}`),
    ...slow.map(({ resource }) => `${resource.name} went on`),
  ];
}

function nothingLost(operation: PlayedOperation, history: History): string | undefined {
  const { plan } = operation.resource;
  const { method, recorded, error } = operation;
  if (method !== "create" && method !== "update") return undefined;
  const accepted = (apiMethod: string) => {
    const answered = operation.moments.filter(({ request }) => request?.status === 200 && !request.fault);
    const ofMethod = answered.filter(({ request }) => request?.apiMethod === apiMethod);
    return new Set(ofMethod.flatMap(({ request, jobs }) => cancelledKeys(request).filter((key) => jobs.has(key))));
  };
  if ("job" in plan) {
    const isAlone = interestedIn(`${plan.region}/${plan.job}`, history) === 1;
    const isLost = isAlone && !recorded && accepted("pipelineJobs.cancel").has(`${plan.region}/${plan.job}`);
    return isLost ? `it was cancelled and is not in the state: ${error?.message}` : undefined;
  }
  const known = new Set(((recorded?.outs.jobs ?? []) as { name: string }[]).map(({ name }) => keyOf(name)));
  const lost = [...accepted("pipelineJobs.batchCancel")].filter((key) => !known.has(key));
  return lost.length > 0 ? `${lost.join()} was cancelled and is not in the state: ${error?.message}` : undefined;
}

function outcomeIsTrue(operation: PlayedOperation, history: History): string | undefined {
  const { plan } = operation.resource;
  const { recorded, method, moments, error } = operation;
  if (!recorded || (method !== "create" && method !== "update")) return undefined;
  const seen = (key: string, state: string | undefined) => moments.some(({ jobs }) => jobs.get(key)?.state === state);
  const wrong = (key: string, outcome: unknown) => {
    if (outcome === "CANCELLED") return !seen(key, "PIPELINE_STATE_CANCELLED");
    if (outcome === "COMPLETED") return !seen(key, "PIPELINE_STATE_SUCCEEDED") && !seen(key, "PIPELINE_STATE_FAILED");
    return outcome === "NOT_FOUND" && !seen(key, undefined);
  };
  const isFirst = history.verbs.indexOf(operation.verb) === 0 && method === "create";
  if (!isFirst) return undefined;
  if ("job" in plan) {
    const { outcome } = recorded.outs;
    if (wrong(`${plan.region}/${plan.job}`, outcome)) return `${outcome}`;
    return !error && plan.requireCancelled && outcome === "COMPLETED" ? "COMPLETED counts as success" : undefined;
  }
  const jobs = (recorded.outs.jobs ?? []) as { name: string; outcome?: string }[];
  const liar = jobs.find(({ name, outcome }) => wrong(keyOf(name), outcome));
  if (liar) return `${liar.name} ${liar.outcome}`;
  return !error && plan.requireCancelled && jobs.some(({ outcome }) => outcome === "COMPLETED")
    ? "COMPLETED counts as success"
    : undefined;
}

function messageIsClean({ error, moments }: PlayedOperation, history: History): string | undefined {
  if (!error || history.engineDiesAtSeconds !== undefined) return undefined; // nobody is told any more
  const { message } = error;
  if (/^\s+at .*:\d+:\d+|secret-token|undefined|\[object|NaN/m.test(message) || message.length < 20) return message;
  const hasCancelled = moments.some(({ request }) => request?.apiMethod === "pipelineJobs.batchCancel");
  return hasCancelled && /Nothing was cancelled/.test(message) ? message : undefined;
}

function isQuietAfterwards({ error, recorded, isChangeComing, method }: PlayedOperation): string | undefined {
  const isDone = !error && recorded && method !== "read";
  return isDone && isChangeComing ? `the next up would change it: ${JSON.stringify(recorded.outs)}` : undefined;
}

function succeeds(operation: PlayedOperation, history: History): string | undefined {
  return isMild(history) ? operation.error?.message : undefined;
}

function pausesSchedules(operation: PlayedOperation): string | undefined {
  const { resource, method, error, recorded, moments } = operation;
  const { plan } = resource;
  if (error || !stops(operation) || "job" in plan || !plan.pauseSchedules) return undefined;
  const meant = (at: Moment | undefined, state: string) =>
    (at?.schedules ?? []).filter((one) => one.state === state && hasMeantLabels(labelsOfLaunched(one)));
  const active = meant(moments.at(-1), "ACTIVE");
  if (active.length > 0) return `${active.length} are still active`;
  const paused = meant(moments[0], "ACTIVE").map(({ name }) => String(name).split("/").at(-1));
  const known = JSON.stringify(recorded?.outs.pausedSchedules ?? []);
  const forgotten = method === "delete" ? [] : paused.filter((id) => !known.includes(`/schedules/${id}`));
  return forgotten.length > 0 ? `${forgotten.join()} is not in ${known}` : undefined;
}

function labelsOfLaunched({ createPipelineJobRequest }: JsonObject): unknown {
  return (createPipelineJobRequest as { pipelineJob?: { labels?: unknown } }).pipelineJob?.labels;
}

/** Whether the operation was to stop what its resource means. */
function stops({ method, resource }: Pick<PlayedOperation, "method" | "resource">): boolean {
  const { cancelOn } = resource.plan;
  if (method === "delete") return cancelOn.includes("delete");
  return (method === "create" || method === "update") && cancelOn.includes("create");
}
