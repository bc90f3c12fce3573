import { isMissing } from "../errors";
import { allDone } from "../http/allDone";
import type { Deadline } from "../http/deadline";
import { withRetries } from "../http/retry";
import { isTerminal } from "../jobs/job";
import { type JobName, parseJobName } from "../jobs/jobName";
import { CUSTOM_JOBS, PIPELINE_JOBS } from "../kinds/kinds";
import type { VertexAi } from "../vertexAi";

/**
 * The custom jobs that tasks of an ended pipeline started and that are still active. The service stops them with
 * their pipeline as a rule; a task that was killed before it could pass the cancellation on leaves its job behind.
 *
 * The pipeline is read with its tasks only if a custom job runs in its region.
 *
 * @returns full names; none for a pipeline that is gone, or that runs.
 * @throws HttpError when `aiplatform.customJobs.get` is denied; TimeoutError, ConnectionError, AbortedError
 */
export async function findActiveChildJobs(vertexAi: VertexAi, name: JobName, deadline: Deadline): Promise<string[]> {
  if (!(await vertexAi.activeCustomJobsOf(name).mayExist(deadline))) return [];
  const active: string[] = [];
  for (const child of await childJobsOf(vertexAi, name, deadline)) {
    const childName = parseJobName(CUSTOM_JOBS, child);
    if (!childName) continue;
    const coordinator = vertexAi.coordinatorOf(CUSTOM_JOBS, childName);
    const found = await coordinator.observe(childName, { deadline, missingIsStopped: true });
    if (found && !isTerminal(CUSTOM_JOBS, found)) active.push(child);
  }
  return active;
}

async function childJobsOf({ client }: VertexAi, name: JobName, deadline: Deadline): Promise<readonly string[]> {
  const retry = { deadline, signal: client.transport.signal };
  try {
    const job = await withRetries(() => client.get(PIPELINE_JOBS, name, deadline), retry);
    // Under the name of a job that has ended another one can have been started.
    return isTerminal(PIPELINE_JOBS, job) ? (job.childCustomJobs ?? []) : [];
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/**
 * Stops child jobs, side by side.
 *
 * @param names - full names of custom jobs.
 * @throws as {@link JobCoordinator.stop}
 */
export async function stopChildJobs(vertexAi: VertexAi, names: readonly string[], deadline: Deadline): Promise<void> {
  const options = { deadline, missingIsStopped: true, requestedBefore: false };
  const children = names.flatMap((child) => parseJobName(CUSTOM_JOBS, child) ?? []);
  await allDone(children.map((name) => vertexAi.coordinatorOf(CUSTOM_JOBS, name).stop(name, options)));
}
