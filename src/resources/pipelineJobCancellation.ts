import * as pulumi from "@pulumi/pulumi";
import { message } from "../messages/message";
import { render } from "../messages/render";
import { type ConnectedArgs, connectionInputs, SECRET_OUTPUTS } from "./connection";
import { checkCustomTimeouts } from "./customTimeouts";
import { chooseGoogleProvider, tellInherited } from "./googleProvider";
import type { PipelineState } from "./pipelineState";
import { progressUrnOf } from "./progressUrn";
import { warnOfSkippedDelete } from "./skippedDelete";
import { stubOf } from "./stub";

/** When a job is cancelled. */
export type CancelOn = "create" | "delete";

/**
 * How a job came to be stopped.
 *
 * - `CANCELLED`: it was cancelled.
 * - `COMPLETED`: it ended `SUCCEEDED` or `FAILED` although cancellation was asked for.
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

/** Arguments of {@link PipelineJobCancellation}. Give `name`, or `pipelineJobId` with `project` and `region`. */
export interface PipelineJobCancellationArgs extends ConnectedArgs {
  /**
   * Full resource name, `projects/{project}/locations/{region}/pipelineJobs/{pipelineJobId}`.
   * A change replaces the resource.
   */
  name?: pulumi.Input<string>;
  /** Last part of the job's name. A change replaces the resource. */
  pipelineJobId?: pulumi.Input<string>;
  /**
   * Project id or number. Another project replaces the resource; another spelling of the same one does not.
   *
   * @default `gcp:project`, then the environment variables that the Google provider reads
   */
  project?: pulumi.Input<string>;
  /**
   * Vertex AI location, such as `us-central1`. Next to `name` it must agree with it. A change replaces the resource.
   *
   * @default `gcp:region`, then the environment variables that the Google provider reads
   */
  region?: pulumi.Input<string>;
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
   * Fail when the job ends `SUCCEEDED` or `FAILED` although cancellation was asked for (outcome `COMPLETED`). Keeps
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
   * Cancel, and wait for, custom jobs that the pipeline's tasks started and that run on after it has ended.
   *
   * @default false
   */
  cancelChildJobs?: pulumi.Input<boolean>;
  /**
   * Requests a minute that may be sent to the job's region while it is being stopped. The service allows a project 600
   * there. Cancellations that go on at once share the largest that one of them asks for; each takes three or four requests,
   * so that the default stops about 30 jobs a minute. Many jobs are what {@link JobSweep} is for.
   *
   * @default 120
   */
  requestsPerMinute?: pulumi.Input<number>;
}

const TYPE = "PipelineJobCancellation";

/**
 * A Vertex AI pipeline job that does not run: `pulumi up` cancels it and waits until it has stopped.
 *
 * Waits 30 minutes unless the resource option `customTimeouts` says otherwise. A job that ran when a wait timed out is
 * waited for again by the next `pulumi up`.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/cancel
 */
export class PipelineJobCancellation extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = `pulumi-nodejs:dynamic/vertex:${TYPE}`;

  /** Whether a value is such a resource, of whichever copy of this package. */
  public static override isInstance(obj: unknown): obj is PipelineJobCancellation {
    return (
      typeof obj === "object" &&
      obj !== null &&
      Reflect.get(obj, "__pulumiType") === PipelineJobCancellation.__pulumiType
    );
  }

  /**
   * Not available: the resource is a desired state, and there is nothing to look up by an id.
   *
   * @throws pulumi.RunError saying what to do instead.
   */
  public static get(): never {
    throw new pulumi.RunError(render(message("notAvailable", { type: TYPE })));
  }

  /** Full resource name of the job, with the project as it was given. */
  declare public readonly name: pulumi.Output<string>;
  /** Last part of the job's name. */
  declare public readonly pipelineJobId: pulumi.Output<string>;
  /** Project id or number, as it was given. */
  declare public readonly project: pulumi.Output<string>;
  /** Vertex AI location. */
  declare public readonly region: pulumi.Output<string>;
  /** When the job is cancelled. */
  declare public readonly cancelOn: pulumi.Output<CancelOn[]>;
  /** The job's state when last looked at; absent when the job does not exist. */
  declare public readonly state: pulumi.Output<PipelineState | undefined>;
  /** The job's state when it was first looked at; absent when the job does not exist. */
  declare public readonly previousState: pulumi.Output<PipelineState | undefined>;
  /** How the job came to be stopped; absent after a refresh that found it running. */
  declare public readonly outcome: pulumi.Output<CancellationOutcome | undefined>;
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
  /** Full names of custom jobs that run although the pipeline that started them has ended; absent: not known. */
  declare public readonly activeChildJobs: pulumi.Output<string[] | undefined>;

  /**
   * @param name - the resource's name in the program.
   * @param args - which job, and when to stop it.
   * @param opts - resource options; `customTimeouts` bounds the waits, `dependsOn` with `cancelOn: ["delete"]` makes
   *   `pulumi destroy` stop the job before what it depends on goes.
   */
  constructor(name: string, args: PipelineJobCancellationArgs, opts?: pulumi.CustomResourceOptions) {
    const type = PipelineJobCancellation.__pulumiType;
    checkCustomTimeouts(`${TYPE} ${name}`, opts);
    const choice = chooseGoogleProvider(`${TYPE} ${name}`, args, opts);
    const outputs = {
      state: undefined,
      previousState: undefined,
      outcome: undefined,
      createTime: undefined,
      startTime: undefined,
      endTime: undefined,
      updateTime: undefined,
      error: undefined,
      activeChildJobs: undefined,
      projectNumber: undefined,
    };
    super(
      type,
      name,
      // Inputs that a program does not give are outputs all the same: they are declared by their absence.
      {
        name: undefined,
        pipelineJobId: undefined,
        project: undefined,
        region: undefined,
        cancelOn: undefined,
        ...args,
        ...connectionInputs({ ...args, ...choice }),
        ...outputs,
        __provider: stubOf(TYPE),
        __progressUrn: progressUrnOf(name, type, opts?.parent),
      },
      pulumi.mergeOptions(choice.opts, { additionalSecretOutputs: SECRET_OUTPUTS }),
    );
    tellInherited(this, choice);
    warnOfSkippedDelete(this, args, opts);
  }
}
