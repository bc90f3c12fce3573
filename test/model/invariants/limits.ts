import type { History } from "../history";
import type { Played, PlayedOperation, Run } from "../play";

/** Batches that Google allows a project and region. */
const BATCHES_PER_MINUTE = 60;

/** The longest interval between two looks in these short waits: 1 s, doubled where the quota is scarce. */
const LONGEST_POLL_MS = 2_000;

/** How long a refresh and a preview may take: they have no timeouts of their own that could be set. */
const TIMEOUTS_MS: Readonly<Record<string, number>> = { read: 300_000, preview: 60_000, none: 0 };

/** Requests of a process stay within the budget of each spelling of a project; batches have one of their own. */
export function withinBudget({ requestsPerMinute }: History, { runs }: Played): string[] {
  return runs.flatMap(({ step, moments }) => {
    const sent = moments.flatMap(({ request, atMs }) => {
      if (!request) return [];
      const isBatch = /\.batch(Cancel|Delete)$/.test(String(request.apiMethod));
      const [, , , project, , region] = request.path.split("/");
      return [{ budget: `${project}/${region}${isBatch ? " batches" : ""}`, atMs, isBatch }];
    });
    return [...new Set(sent.map(({ budget }) => budget))].flatMap((budget) => {
      const drawn = sent.filter((one) => one.budget === budget);
      const most = drawn[0]?.isBatch ? BATCHES_PER_MINUTE : requestsPerMinute;
      const tooMany = drawn.findIndex(({ atMs }, index) => {
        const before = drawn[index - most];
        return before !== undefined && atMs - before.atMs < 60_000;
      });
      return tooMany < 0 ? [] : `step ${step}: request ${tooMany} to ${budget} is one too many in its minute`;
    });
  });
}

/** Every operation ends before its timeout plus one poll. */
export function endsInTime({ method, startedMs, endedMs }: PlayedOperation, history: History): string | undefined {
  const timeoutMs = TIMEOUTS_MS[method] ?? history.timeoutSeconds * 1_000;
  const lateMs = endedMs - startedMs - timeoutMs;
  return lateMs > LONGEST_POLL_MS ? `${lateMs} ms late` : undefined;
}

/** No timer and no socket is left. */
export function nothingLeft(_history: History, { timersLeft, socketsLeft }: Played): string[] {
  return [...(timersLeft > 0 ? [`${timersLeft} timers`] : []), ...(socketsLeft > 0 ? [`${socketsLeft} sockets`] : [])];
}

/** Nothing is sent after the engine has died. */
export function nothingAfterTheEngine(_history: History, { moments, engineDiedMs, runs }: Played): string[] {
  const operations = runs.flatMap((run) => run.operations);
  return engineDiedMs === undefined ? [] : whatGoesOn(engineDiedMs, { moments, operations });
}

/** Nothing is sent after the provider was told that the command is interrupted, and all operations end at once. */
export function nothingAfterCancel(_history: History, { runs }: Played): string[] {
  return runs.flatMap((run) => (run.cancelledMs === undefined ? [] : whatGoesOn(run.cancelledMs, run)));
}

function whatGoesOn(endMs: number, { moments, operations }: Pick<Run, "moments" | "operations">): string[] {
  const late = moments.filter(({ atMs, request }) => request && atMs > endMs);
  const slow = operations.filter(({ endedMs }) => endedMs > endMs + 1_000);
  return [...late.map(({ request }) => `${request?.apiMethod}`), ...slow.map(({ name }) => `${name} went on`)];
}
