import { message } from "../../messages/message";
import { formatNames } from "../../messages/wording";
import { TooManyJobsError } from "../errors";
import { getOrCreate } from "../getOrCreate";
import { allDone } from "../http/allDone";
import type { Location } from "../http/call";
import { isTerminal } from "../jobs/job";
import { jobIdOf } from "../jobs/jobName";
import type { Selection } from "../selection/listSelected";
import { parseAnyJobName } from "../selection/resourceKey";
import { selectedAmong } from "../selection/selectedAmong";
import type { SweepScope } from "../stopping/selectedJobs";
import type { SweptJob } from "../stopping/sweptJob";
import type { VertexAi } from "../vertexAi";
import { deleteJobs } from "./deleteJobs";

/** What a sweep deletes. */
export interface SweptDeletion extends SweepScope {
  readonly jobs: readonly SweptJob[];
  /** How many jobs may be deleted; more are refused. */
  readonly maxJobs: number;
  /** Called with the full name of each job once it is gone. */
  readonly onDeleted: (name: string) => void;
}

/** The stopped jobs of one selection and location, by their ids. */
interface Group {
  readonly location: Location;
  readonly selection: Selection;
  readonly jobs: Map<string, SweptJob>;
}

/**
 * Deletes the jobs that a sweep has stopped, as far as the selection matches them now and they have ended as the sweep saw
 * them end. Jobs that had ended before stay.
 *
 * @throws TooManyJobsError before any is deleted; and as {@link deleteJobs}
 */
export async function deleteSwept(vertexAi: VertexAi, { maxJobs, onDeleted, ...sweep }: SweptDeletion): Promise<void> {
  const { deadline } = sweep;
  const groups = await allDone(
    groupsOf(sweep).map(async (group) => ({ ...group, names: await deletableOf(vertexAi, group, sweep) })),
  );
  const names = groups.flatMap((group) => group.names);
  if (names.length > maxJobs) {
    throw new TooManyJobsError(message("tooManyToDelete", { count: names.length, maxJobs, names: formatNames(names) }));
  }
  await allDone(
    groups.map(({ location, selection, jobs, ...group }) =>
      deleteJobs(vertexAi, {
        kind: selection.kind,
        location,
        jobIds: group.names.map(jobIdOf),
        deadline,
        onDeleted: (jobId) => onDeleted(jobs.get(jobId)?.name ?? ""),
      }),
    ),
  );
}

function groupsOf({ jobs, locations, selections }: Pick<SweptDeletion, "jobs" | "locations" | "selections">): Group[] {
  const groups = new Map<string, Group>();
  for (const job of jobs) {
    const name = parseAnyJobName(job.name);
    const location = locations.find(({ region }) => region === name?.region);
    const selection = selections.find(({ kind }) => kind === name?.kind);
    const isStopped = job.outcome === "CANCELLED" || job.outcome === "COMPLETED";
    if (!name || !location || !selection || !isStopped || job.deleted) continue;
    const key = `${name.region}/${name.kind.collection}`;
    getOrCreate(groups, key, () => ({ location, selection, jobs: new Map() })).jobs.set(name.jobId, job);
  }
  return [...groups.values()];
}

async function deletableOf(
  vertexAi: VertexAi,
  { location, selection, jobs }: Group,
  { deadline }: Pick<SweepScope, "deadline">,
): Promise<string[]> {
  const previousStates = new Map([...jobs].map(([jobId, { previousState }]) => [jobId, previousState]));
  const found = await selectedAmong(vertexAi, location, selection, previousStates, deadline);
  const coordinator = vertexAi.coordinatorOf(selection.kind, location);
  const names = found.map(async (listed): Promise<string[]> => {
    const jobId = jobIdOf(listed.name);
    const swept = jobs.get(jobId);
    if (!swept) return [];
    // A listing may lag behind.
    const isAsSeen = listed.state === swept.state;
    const job = isAsSeen ? listed : await coordinator.look({ ...location, jobId }, { deadline, isExact: true });
    return job && isTerminal(selection.kind, job) && job.state === swept.state ? [swept.name] : [];
  });
  return (await allDone(names)).flat();
}
