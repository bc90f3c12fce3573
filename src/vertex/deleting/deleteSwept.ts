import { message } from "../../messages/message";
import { formatNames } from "../../messages/wording";
import { TooManyJobsError } from "../errors";
import { allDone } from "../http/allDone";
import { isTerminal } from "../jobs/job";
import { jobIdOf } from "../jobs/jobName";
import type { SweepScope } from "../stopping/selectedJobs";
import { type StillSelected, stillSelected } from "../stopping/stillSelected";
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

/**
 * Deletes the jobs that a sweep has stopped, as far as the selection matches them now and they have ended as the sweep saw
 * them end. Jobs that had ended before stay.
 *
 * @throws TooManyJobsError before any is deleted; and as {@link deleteJobs}
 */
export async function deleteSwept(vertexAi: VertexAi, { maxJobs, onDeleted, ...sweep }: SweptDeletion): Promise<void> {
  const { deadline } = sweep;
  const groups = await allDone(
    (await stillSelected(vertexAi, sweep, sweep.jobs.filter(isStopped))).map(async (group) => ({
      ...group,
      names: await deletableOf(vertexAi, group, sweep),
    })),
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

function isStopped({ outcome, deleted }: SweptJob): boolean {
  return (outcome === "CANCELLED" || outcome === "COMPLETED") && !deleted;
}

async function deletableOf(
  vertexAi: VertexAi,
  { location, selection, jobs, selected }: StillSelected,
  { deadline }: Pick<SweepScope, "deadline">,
): Promise<string[]> {
  const coordinator = vertexAi.coordinatorOf(selection.kind, location);
  const names = selected.map(async (listed): Promise<string[]> => {
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
