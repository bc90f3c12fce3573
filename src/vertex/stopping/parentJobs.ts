import { isDenied, isMissing, isRefusal } from "../errors";
import { getOrCreate } from "../getOrCreate";
import { allDone } from "../http/allDone";
import type { Deadline } from "../http/deadline";
import { withRetries } from "../http/retry";
import { isTerminal, type Job } from "../jobs/job";
import type { ChildPlace } from "../kinds/jobKind";
import type { ListedJob } from "../selection/listedJob";
import { jobKey } from "../selection/resourceKey";
import type { VertexAi } from "../vertexAi";
import { type FoundJob, jobNameOf, nameOf } from "./foundJob";
import { type LeftActive, NOT_FOUND, type Stopped } from "./stopOutcome";

/** Jobs that are read for what they have started, at most: to read more takes longer than to wait until they have stopped. */
const MOST_READ = 10;

/** The jobs that may have started a job, of those that are stopped together with it. */
export interface Parents {
  readonly jobs: readonly FoundJob[];
  /** Whether it is known that one of them has. */
  readonly areKnown: boolean;
}

/** What was found out about jobs that are stopped together. */
export interface FoundParents {
  /** What may have started each job; a job that none of the others has started is not in it. */
  readonly parentsOf: ReadonlyMap<FoundJob, Parents>;
  /** Jobs as they were read: what has listed them may lag behind. */
  readonly read: ReadonlyMap<FoundJob, Job>;
  /** What became of jobs that are gone or not selected any more, as they were read. These are not to be stopped. */
  readonly left: ReadonlyMap<FoundJob, Stopped | LeftActive>;
}

/**
 * Finds the jobs that others which are stopped too have started: those stop them. A job that is older than another one was
 * not started by it. Jobs are read for what they have started only if they are few.
 *
 * @param rejects - whether a job is certainly not selected any more, as it was read.
 * @throws TimeoutError, ConnectionError, AuthError, AbortedError
 */
export async function findParents(
  vertexAi: VertexAi,
  found: readonly FoundJob[],
  rejects: (one: FoundJob, read: ListedJob) => Promise<boolean>,
  deadline: Deadline,
): Promise<FoundParents> {
  const parentsOf = new Map<FoundJob, Parents>();
  const read = new Map<FoundJob, Job>();
  const left = new Map<FoundJob, Stopped | LeftActive>();
  const byRegion = new Map<string, FoundJob[]>();
  for (const one of found) getOrCreate(byRegion, one.location.region, () => []).push(one);
  for (const jobs of byRegion.values()) {
    const possible = possibleParents(jobs);
    const toRead = new Set([...possible.values()].flat());
    const isWorthReading = toRead.size <= Math.min(possible.size, MOST_READ);
    const answers = await readJobs(vertexAi, isWorthReading ? [...toRead] : [], deadline);
    for (const [one, job] of answers) {
      if (!job) left.set(one, NOT_FOUND);
      else if (!isTerminal(one.kind, job) && (await rejects(one, job))) left.set(one, { job });
      else read.set(one, job);
    }
    for (const [child, all] of possible) {
      const candidates = all.filter((one) => !left.has(one));
      const key = jobKey(nameOf(child)) ?? "";
      const starting = candidates.filter((job) => hasStarted(answers.get(job), key));
      const unread = candidates.filter((job) => !answers.has(job) || isUntold(answers.get(job), job, child));
      if (starting.length > 0) parentsOf.set(child, { jobs: starting, areKnown: true });
      else if (unread.length > 0) parentsOf.set(child, { jobs: unread, areKnown: false });
    }
  }
  return { parentsOf, read, left };
}

/** By the kinds of the jobs and the times of their creation. */
function possibleParents(jobs: readonly FoundJob[]): ReadonlyMap<FoundJob, readonly FoundJob[]> {
  const starters = jobs.filter(({ kind }) => kind.children.length > 0);
  const possible = jobs.map((child): [FoundJob, readonly FoundJob[]] => [
    child,
    starters.filter((job) => mayHaveStarted(job, child)),
  ]);
  return new Map(possible.filter(([, candidates]) => candidates.length > 0));
}

function mayHaveStarted({ kind, job }: FoundJob, child: FoundJob): boolean {
  if (!kind.children.some(({ collection }) => collection === child.kind.collection)) return false;
  const isOlder = Date.parse(child.job.createTime ?? "") < Date.parse(job.createTime ?? "");
  return !isOlder;
}

/** Whether the answer says nothing of such children. */
function isUntold(job: Job | undefined, { kind }: FoundJob, child: FoundJob): boolean {
  const isOfChild = ({ collection }: ChildPlace) => collection === child.kind.collection;
  return job?.childJobs?.length === 0 && kind.children.some((place) => isOfChild(place) && place.isInBetaOnly);
}

function hasStarted(job: Job | undefined, key: string): boolean {
  return (job?.childJobs ?? []).some((name) => jobKey(name) === key);
}

/** Reads jobs with what they have started. What can't be read is left out, and what is gone is `undefined`. */
async function readJobs(
  { client }: VertexAi,
  jobs: readonly FoundJob[],
  deadline: Deadline,
): Promise<ReadonlyMap<FoundJob, ListedJob | undefined>> {
  const retry = { deadline, signal: client.transport.signal };
  const read = async (found: FoundJob): Promise<[FoundJob, ListedJob | undefined][]> => {
    try {
      return [[found, await withRetries(() => client.get(found.kind, jobNameOf(found), deadline), retry)]];
    } catch (error) {
      if (isMissing(error)) return [[found, undefined]];
      if (isDenied(error) || isRefusal(error)) return [];
      throw error;
    }
  };
  return new Map((await allDone(jobs.map(read))).flat());
}
