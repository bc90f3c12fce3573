import { allDone } from "../http/allDone";
import type { Deadline } from "../http/deadline";
import { isTerminal, type Job } from "../jobs/job";
import { parseJobName } from "../jobs/jobName";
import { CUSTOM_JOBS } from "../kinds/kinds";
import type { VertexAi } from "../vertexAi";
import { JobStopper } from "./jobStopper";

/**
 * The custom jobs that tasks of an ended pipeline started and that are still active. The service stops them with
 * their pipeline as a rule; a task that was killed before it could pass the cancellation on leaves its job behind.
 *
 * @returns full names; none for a job that is gone.
 * @throws HttpError when `aiplatform.customJobs.get` is denied; TimeoutError, ConnectionError, AbortedError
 */
export async function findActiveChildJobs(vertexAi: VertexAi, job: Job, deadline: Deadline): Promise<string[]> {
  const stopper = new JobStopper(vertexAi, CUSTOM_JOBS);
  const active: string[] = [];
  for (const child of job.childCustomJobs ?? []) {
    const name = parseJobName(CUSTOM_JOBS, child);
    const found = name && (await stopper.observe(name, { deadline, missingIsStopped: true }));
    if (found && !isTerminal(CUSTOM_JOBS, found)) active.push(child);
  }
  return active;
}

/**
 * Stops child jobs, side by side.
 *
 * @param names - full names of custom jobs.
 * @throws as {@link JobStopper.stop}
 */
export async function stopChildJobs(vertexAi: VertexAi, names: readonly string[], deadline: Deadline): Promise<void> {
  const stopper = new JobStopper(vertexAi, CUSTOM_JOBS);
  const options = { deadline, missingIsStopped: true, requestedBefore: false };
  const children = names.flatMap((child) => parseJobName(CUSTOM_JOBS, child) ?? []);
  await allDone(children.map((name) => stopper.stop(name, options)));
}
