import * as pulumi from "@pulumi/pulumi";
import { type ConnectedArgs, connectionInputs, SECRET_OUTPUTS } from "./connection";
import { checkCustomTimeouts } from "./customTimeouts";
import { chooseGoogleProvider, tellInherited } from "./googleProvider";
import type { JobState, PipelineState } from "./jobState";
import { progressUrnOf } from "./progressUrn";
import { warnOfSkippedDelete } from "./skippedDelete";
import { stubOf } from "./stub";

/**
 * When jobs are cancelled.
 *
 * - `create`: when the resource is created or updated.
 * - `delete`: when the resource is deleted.
 */
export type CancelOn = "create" | "delete";

/**
 * How a job came to be stopped.
 *
 * - `CANCELLED`: it was cancelled.
 * - `COMPLETED`: it ended by itself, for example `SUCCEEDED` or `FAILED`, although cancellation was asked for.
 * - `ALREADY_TERMINAL`: it had ended before; nothing was asked.
 * - `NOT_FOUND`: it does not exist, and `ignoreMissing` is set or it was deleted while it was waited for.
 * - `DEFERRED`: it is to be cancelled when the resource is deleted.
 */
export type CancellationOutcome = "CANCELLED" | "COMPLETED" | "ALREADY_TERMINAL" | "NOT_FOUND" | "DEFERRED";

/** Why a job failed or was cancelled: a `google.rpc.Status`. */
export interface JobError {
  /** Code of `google.rpc.Code`; 1 is CANCELLED. */
  readonly code: number;
  /** What the service says. */
  readonly message: string;
}

/** Arguments of every resource that stops one job, besides those that name it. */
export interface CancellationArgs extends ConnectedArgs {
  /**
   * When the job is cancelled: when the resource is created or updated, when it is deleted, or both.
   * With `"delete"` alone, `pulumi up` looks at the job once, so that a wrong name shows, and leaves it running.
   *
   * @default ["create"]
   */
  cancelOn?: pulumi.Input<pulumi.Input<CancelOn>[]>;
  /** Arbitrary values; the job is stopped again when one changes. */
  triggers?: pulumi.Input<pulumi.Input<unknown>[]>;
  /**
   * Fail when the job ends by itself although cancellation was asked for (outcome `COMPLETED`). Keeps
   * failing until the job, `triggers` or this changes. Ignored on delete.
   *
   * @default false
   */
  requireCancelled?: pulumi.Input<boolean>;
  /**
   * Count a job that does not exist as stopped. On delete it always does.
   *
   * @default false
   */
  ignoreMissing?: pulumi.Input<boolean>;
  /**
   * Cancel, and wait for, jobs that the job has started and that run on after it has ended, such as custom jobs of a
   * pipeline's tasks.
   *
   * @default false
   */
  cancelChildJobs?: pulumi.Input<boolean>;
  /**
   * Delete the job from Vertex AI after it has stopped, and wait until it is gone. A job that had ended before is deleted
   * too. Refused for tuning jobs, which the service can't delete.
   *
   * @default false
   */
  deleteStopped?: pulumi.Input<boolean>;
  /**
   * Requests a minute that may be sent to the job's region while it is being stopped. The service allows a project 600
   * there. Cancellations that go on at once share the largest that one of them asks for.
   *
   * @default 120
   */
  requestsPerMinute?: pulumi.Input<number>;
}

/** What the resources that stop one job have in common. */
export abstract class Cancellation extends pulumi.CustomResource {
  /** Full resource name of the job, with the project as it was given. */
  declare public readonly name: pulumi.Output<string>;
  /** Project id or number, as it was given. */
  declare public readonly project: pulumi.Output<string>;
  /** Vertex AI location. */
  declare public readonly region: pulumi.Output<string>;
  /** When the job is cancelled. */
  declare public readonly cancelOn: pulumi.Output<CancelOn[]>;
  /** The job's state when last looked at, such as `PIPELINE_STATE_CANCELLED`; absent when the job does not exist. */
  declare public readonly state: pulumi.Output<PipelineState | JobState | undefined>;
  /** The job's state when it was first looked at; absent when the job does not exist. */
  declare public readonly previousState: pulumi.Output<PipelineState | JobState | undefined>;
  /** The job's display name; absent when the job does not exist. */
  declare public readonly displayName: pulumi.Output<string | undefined>;
  /** How the job came to be stopped; absent after a refresh that found it running. */
  declare public readonly outcome: pulumi.Output<CancellationOutcome | undefined>;
  /** `true` if the job was deleted after it had stopped; absent if not. */
  declare public readonly deleted: pulumi.Output<boolean | undefined>;
  /** When the job was created; RFC 3339. */
  declare public readonly createTime: pulumi.Output<string | undefined>;
  /** When the job began to run; RFC 3339. */
  declare public readonly startTime: pulumi.Output<string | undefined>;
  /** When the job ended; RFC 3339. */
  declare public readonly endTime: pulumi.Output<string | undefined>;
  /** When the job last changed; RFC 3339. */
  declare public readonly updateTime: pulumi.Output<string | undefined>;
  /** Why the job failed or was cancelled. A cancelled job may have none. */
  declare public readonly error: pulumi.Output<JobError | undefined>;
  /** The project's number, from an answer of the API; absent before any has told it. */
  declare public readonly projectNumber: pulumi.Output<string | undefined>;
  /** Full names of jobs that run although the job that started them has ended; absent: not known. */
  declare public readonly activeChildJobs: pulumi.Output<string[] | undefined>;
  /** `STOPPED`; or, after a refresh that found a job running that should not, `ACTIVE:` and its state. */
  declare public readonly desiredState: pulumi.Output<string>;
  /**
   * What config said of `project` and the region when the provider filled them in: empty text if it said nothing. Absent if
   * the provider filled in neither.
   */
  declare public readonly defaults: pulumi.Output<Record<string, string> | undefined>;

  /**
   * @param resource - the resource's class and its type.
   * @param name - the resource's name in the program.
   * @param identity - names of the inputs that name the job.
   * @internal
   */
  protected constructor(
    resource: { readonly className: string; readonly type: string },
    name: string,
    identity: readonly string[],
    args: CancellationArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    const { className, type } = resource;
    checkCustomTimeouts(`${className} ${name}`, opts);
    const choice = chooseGoogleProvider(`${className} ${name}`, args, opts);
    const outputs = {
      state: undefined,
      previousState: undefined,
      displayName: undefined,
      outcome: undefined,
      deleted: undefined,
      createTime: undefined,
      startTime: undefined,
      endTime: undefined,
      updateTime: undefined,
      error: undefined,
      activeChildJobs: undefined,
      projectNumber: undefined,
      desiredState: undefined,
      defaults: undefined,
    };
    super(
      type,
      name,
      {
        // Inputs that a program does not give are outputs all the same: they are declared by their absence.
        ...Object.fromEntries(identity.map((key) => [key, undefined])),
        cancelOn: undefined,
        ...args,
        ...connectionInputs({ ...args, ...choice }),
        ...outputs,
        __provider: stubOf(className),
        __progressUrn: progressUrnOf(name, type, opts?.parent),
      },
      pulumi.mergeOptions(choice.opts, { additionalSecretOutputs: SECRET_OUTPUTS }),
    );
    tellInherited(this, choice);
    warnOfSkippedDelete(this, args, opts);
  }
}
