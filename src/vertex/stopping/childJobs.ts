import { isMissing } from "../errors";
import { allDone } from "../http/allDone";
import type { Deadline } from "../http/deadline";
import { withRetries } from "../http/retry";
import { isTerminal } from "../jobs/job";
import type { JobName } from "../jobs/jobName";
import type { JobKind } from "../kinds/jobKind";
import { kindsNamed } from "../kinds/kindNames";
import { type NamedJob, parseAnyJobName } from "../selection/resourceKey";
import type { VertexAi } from "../vertexAi";

/**
 * The jobs that an ended job has started and that are still active. The service stops them with it as a rule; a task of a
 * pipeline that was killed before it could pass the cancellation on leaves its custom job behind.
 *
 * The job is read with its tasks only if a job that it may have started runs in its region.
 *
 * @returns full names; none for a job that is gone, or that runs.
 * @throws HttpError when the permission to get such jobs is denied; TimeoutError, ConnectionError, AbortedError
 */
export async function findActiveChildJobs(
  vertexAi: VertexAi,
  kind: JobKind,
  name: JobName,
  deadline: Deadline,
): Promise<string[]> {
  const childKinds = kindsNamed(kind.children.map(({ collection }) => collection));
  const mayRun = await allDone(childKinds.map((child) => vertexAi.activeJobsOf(child, name).mayExist(deadline)));
  if (!mayRun.includes(true)) return [];
  const active: string[] = [];
  for (const child of await childJobsOf(vertexAi, kind, name, deadline)) {
    const childName = parseAnyJobName(child);
    if (!childName) continue;
    const coordinator = vertexAi.coordinatorOf(childName.kind, childName);
    const job = await coordinator.observe(childName, { deadline, missingIsStopped: true });
    if (job && !isTerminal(childName.kind, job)) active.push(child);
  }
  return active;
}

async function childJobsOf(
  { client }: VertexAi,
  kind: JobKind,
  name: JobName,
  deadline: Deadline,
): Promise<readonly string[]> {
  const retry = { deadline, signal: client.transport.signal };
  try {
    const job = await withRetries(() => client.get(kind, name, deadline), retry);
    // Under the name of a job that has ended another one can have been started.
    return isTerminal(kind, job) ? (job.childJobs ?? []) : [];
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Jobs whose child jobs are looked for at once: one listing tells for all of them that none runs. */
const LOOKED_FOR_AT_ONCE = 32;

/**
 * Stops the active child jobs of ended jobs.
 *
 * @throws as {@link findActiveChildJobs} and {@link stopChildJobs}
 */
export async function stopChildJobsOf(
  vertexAi: VertexAi,
  jobs: readonly NamedJob[],
  deadline: Deadline,
): Promise<void> {
  const stop = async (job: NamedJob) =>
    stopChildJobs(vertexAi, await findActiveChildJobs(vertexAi, job.kind, job, deadline), deadline);
  // No queue: after a failure, such as a missing permission, no other jobs are looked for.
  for (let at = 0; at < jobs.length; at += LOOKED_FOR_AT_ONCE) {
    await allDone(jobs.slice(at, at + LOOKED_FOR_AT_ONCE).map(stop));
  }
}

/**
 * Stops child jobs, side by side.
 *
 * @param names - full names.
 * @throws as {@link JobCoordinator.stop}
 */
export async function stopChildJobs(vertexAi: VertexAi, names: readonly string[], deadline: Deadline): Promise<void> {
  const options = { deadline, missingIsStopped: true, requestedBefore: false };
  const children = names.flatMap((child) => parseAnyJobName(child) ?? []);
  await allDone(children.map((name) => vertexAi.coordinatorOf(name.kind, name).stop(name, options)));
}
