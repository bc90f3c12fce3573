import type { JobsClient } from "./client";
import { isTerminal, type Job } from "./job";
import { CUSTOM_JOBS } from "./jobKind";
import { type JobName, parseJobName } from "./jobName";
import { JobStopper, type StopOptions } from "./jobStopper";

/** How child jobs are looked at and stopped. */
export type ChildJobOptions = Pick<StopOptions, "deadline" | "signal">;

/**
 * The custom jobs that tasks of an ended pipeline started and that are still active. The service stops them with
 * their pipeline as a rule; a task that was killed before it could pass the cancellation on leaves its job behind.
 *
 * @returns full names; none for a job that is gone.
 * @throws HttpError when `aiplatform.customJobs.get` is denied; TimeoutError, ConnectionError, AbortedError
 */
export async function findActiveChildJobs(client: JobsClient, job: Job, options: ChildJobOptions): Promise<string[]> {
  const stopper = new JobStopper(client, CUSTOM_JOBS);
  const active: string[] = [];
  for (const child of job.childCustomJobs) {
    const name = parseJobName(CUSTOM_JOBS, child);
    const found = name && (await stopper.observe(name, { ...options, missingIsStopped: true }));
    if (found && !isTerminal(CUSTOM_JOBS, found)) active.push(child);
  }
  return active;
}

/**
 * Stops child jobs. All are asked before any is waited for, so that they stop side by side.
 *
 * @param names - full names of custom jobs.
 * @throws as {@link JobStopper.stop}
 */
export async function stopChildJobs(
  client: JobsClient,
  names: readonly string[],
  options: ChildJobOptions,
): Promise<void> {
  const stopper = new JobStopper(client, CUSTOM_JOBS);
  const stopOptions: StopOptions = { ...options, missingIsStopped: true, requestedBefore: false };
  const waiting: JobName[] = [];
  for (const child of names) {
    const name = parseJobName(CUSTOM_JOBS, child);
    if (name && !(await stopper.request(name, stopOptions))) waiting.push(name);
  }
  for (const name of waiting) await stopper.waitUntilStopped(name, stopOptions);
}
