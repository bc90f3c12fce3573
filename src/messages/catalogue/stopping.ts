import type { Rows } from "../row";

const MORE_TIME = {
  pulumi: "Run `{@command}` again to resume the wait, or allow more time with {@customTimeouts}",
  refresh: "Run `pulumi refresh` again",
  command: "Cancellation goes on at the server. Run the same command again to resume the wait, or raise {@timeout}",
} as const;

const AGAIN = {
  pulumi: "Run `{@command}` again, or allow more time with {@customTimeouts}",
  refresh: "Run `pulumi refresh` again",
  command: "Run the same command again, or raise {@timeout}",
} as const;

/** What ends an attempt to stop jobs before they have stopped as they should. */
export const STOPPING = {
  timedOut: {
    text: "timed out after {timeout} waiting for {job} to stop: last state {state} (seen: {seen})",
    step: MORE_TIME,
    cause:
      "The job was asked to stop and has not stopped within `customTimeouts` (30 minutes by default). The service may need that long.",
    remedy:
      "A resumed wait sends no second cancel. A job that stays `PIPELINE_STATE_CANCELLING` for hours is [stuck](recipes.md#a-stuck-job-holds-up-the-whole-teardown).",
  },
  timedOutUnseen: {
    text: "timed out after {timeout} waiting for {job} to stop",
    step: MORE_TIME,
    cause: "The same, and no look at the job was answered.",
  },
  lastLookFailed: {
    text: "{failure}; the last look failed: {fault}",
    cause: "The last look at the job, just before the time was up, failed.",
    remedy: "Find the second message on this page.",
  },
  timedOutMany: {
    text: "timed out after {timeout} waiting for {jobs} to stop: {stopped} have, {active} still active: {names}",
    step: MORE_TIME,
    cause: "Some jobs of a sweep have not stopped within its time.",
    remedy: "The outputs say which jobs are left.",
  },
  timedOutBeforeCancel: {
    text: "time was up before the job was asked to stop",
    step: AGAIN,
    cause: "A sweep has more jobs than it can ask within its time.",
    remedy: "Or raise `requestsPerMinute`.",
  },
  timedOutRetrying: {
    text: "timed out after {timeout}: {fault}",
    step: AGAIN,
    cause: "The server failed, or asked to come back later (429, 503), until time was up.",
    remedy: "With 429 look at the [quota](https://console.cloud.google.com/iam-admin/quotas): other programs share it.",
  },
  completedInstead: {
    text: "{job} ended {state} although its cancellation was asked for, and {@requireCancelled} is set",
    cause: "The job was faster: it ended `SUCCEEDED` or `FAILED` by itself.",
    remedy:
      "It has stopped. If that is enough, unset `requireCancelled`. If not, start the job again and change `triggers`.",
  },
  completedInsteadMany: {
    text: "{completed} of {jobs} ended by themselves although their cancellation was asked for, and {@requireCancelled} is set: {names}",
    cause: "Some jobs of a sweep were faster than their cancellation.",
    remedy: "They have stopped. If that is enough, unset `requireCancelled`.",
  },
  deletionFailed: {
    text: "cannot delete {job}: {fault}",
    step: "The job has stopped. Do what the service says, or unset {@deleteStopped}",
    cause: "`deleteStopped` is set, and the service did not delete the job.",
  },
  changedBeforeDeletion: {
    text: "{job} was not deleted: it had stopped as {seen}, and is {state} now",
    step: AGAIN,
    cause: "`deleteStopped` is set, and another job was started under the same name meanwhile.",
  },
  timedOutDeleting: {
    text: "timed out after {timeout} waiting for the deletion of {names}",
    step: AGAIN,
    cause: "The jobs have stopped, and the service has not deleted them in time.",
  },
  tooManyToDelete: {
    text: "{count} jobs that have stopped would be deleted, and {@maxJobs} is {maxJobs}: {names}",
    step: "None was deleted: raise {@maxJobs}, or narrow the selector",
    cause: "`deleteStopped` was set later, and an earlier sweep with a higher `maxJobs` has stopped more jobs.",
  },
  tooManyJobs: {
    text: "{count} jobs match, and {@maxJobs} is {maxJobs}: {names}",
    step: "Nothing was cancelled: narrow the selector, or raise {@maxJobs}",
    cause: "The selector matches more jobs than the sweep may stop.",
  },
  tooManyJobsLater: {
    text: "{count} jobs match, and {@maxJobs} is {maxJobs}: {names}",
    step: "{asked} of them had been asked to stop before the others came: narrow the selector, or raise {@maxJobs}",
    cause: "Jobs started during a sweep, and there are more than `maxJobs` with them. The late ones were not asked.",
  },
  projectsDiffer: {
    text: "project {project} has the number {number}, and the recorded project {recorded} has the number {recordedNumber}. They are two projects, so nothing was sent",
    step: "Declare another resource for another project",
    cause: "The project of a resource was changed from an id to the number of another project, or the other way round.",
  },
  nameInOtherProject: {
    text: "{name} is in project {number}, and jobs are looked for in {project}",
    step: "Give the number of the project in which the job is",
    cause: "The project was given as a number, and a name has the id of another project.",
  },
  aborted: {
    text: "aborted",
    step: {
      pulumi: "Run `{@command}` again to resume the wait",
      command: "Run the same command again to resume the wait",
    },
    cause: "The engine has gone, or the command was interrupted. A cancellation that was sent goes on at the server.",
  },
} as const satisfies Rows;
