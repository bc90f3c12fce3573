import * as pulumi from "@pulumi/pulumi";
import { message } from "../messages/message";
import { render } from "../messages/render";
import type { JobKindName } from "../vertex/kinds/kinds";
import type { CancellationOutcome, CancelOn } from "./cancellation";
import { type ConnectedArgs, connectionInputs, SECRET_OUTPUTS } from "./connection";
import { checkCustomTimeouts } from "./customTimeouts";
import { chooseGoogleProvider, tellInherited } from "./googleProvider";
import type { JobConditionsArgs, JobSelectorArgs } from "./jobSelector";
import type { JobState, PipelineState } from "./jobState";
import { progressUrnOf } from "./progressUrn";
import { warnOfSkippedDelete } from "./skippedDelete";
import { stubOf } from "./stub";

/** One job of a sweep, and what became of it. */
export interface SweptJob {
  /** Full resource name. */
  readonly name: string;
  /** The name that people read. */
  readonly displayName?: string;
  /** The job's state when the sweep found it. */
  readonly previousState: PipelineState | JobState;
  /** The job's state when last seen; absent when it does not exist any more. */
  readonly state?: PipelineState | JobState;
  /** `true` when the service has accepted the cancellation of a job that has not stopped yet. */
  readonly cancelRequested?: boolean;
  /** Absent while the job has not stopped. */
  readonly outcome?: CancellationOutcome;
  /** `true` if the job was deleted after it had stopped. */
  readonly deleted?: boolean;
}

/** How many jobs of one kind a sweep has matched, and what became of them. */
export interface SweptCounts {
  /** Jobs that matched. */
  readonly matched: number;
  /** Jobs that were cancelled. */
  readonly cancelled: number;
  /** Jobs that ended by themselves although cancellation was asked for. */
  readonly completed: number;
  /** Jobs that had ended before they were asked. */
  readonly alreadyTerminal: number;
  /** Jobs that were deleted by others while they were waited for. */
  readonly notFound: number;
  /** Jobs that were deleted after they had stopped. */
  readonly deleted: number;
}

/** Arguments of {@link JobSweep}. */
export interface JobSweepArgs extends ConnectedArgs {
  /**
   * Kinds of jobs to stop. A job that another one has started, such as a custom job of a pipeline, is left to that one first
   * if both are stopped.
   *
   * @default ["pipelineJobs"]
   */
  kinds?: pulumi.Input<pulumi.Input<JobKindName>[]>;
  /** Which jobs to stop. */
  selector: pulumi.Input<JobSelectorArgs>;
  /** Which of them to leave alone. */
  exclude?: pulumi.Input<JobConditionsArgs>;
  /**
   * Project id or number. Another project replaces the resource; another spelling of the same one does not.
   *
   * @default that of `selector.names`, then `gcp:project`, then the environment variables that the Google provider reads
   */
  project?: pulumi.Input<string>;
  /**
   * Vertex AI locations to sweep.
   *
   * @default those of `selector.names`, then `gcp:region`, then the environment variables that the Google provider reads
   */
  regions?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * How many jobs one sweep may stop. When more match, it fails with nothing cancelled.
   *
   * @default 100
   */
  maxJobs?: pulumi.Input<number>;
  /**
   * Requests a minute that the sweep may send to each region. The service allows a project 600 there, and 60 batches of 32
   * jobs. The default stops 1,920 jobs a minute in batches; with more, jobs beyond these are cancelled one by one beside them,
   * up to 2,400 a minute with 600, which leaves nothing to others who use the project.
   *
   * @default 120
   */
  requestsPerMinute?: pulumi.Input<number>;
  /**
   * Pause schedules that would launch such jobs, before stopping any.
   *
   * @default false
   */
  pauseSchedules?: pulumi.Input<boolean>;
  /**
   * Resume the schedules that were paused, when the resource is deleted. Refused beside `"delete"` in `cancelOn`.
   *
   * @default false
   */
  resumeSchedulesOnDelete?: pulumi.Input<boolean>;
  /**
   * When the jobs are cancelled: when the resource is created or updated, when it is deleted, or both.
   *
   * @default ["create"]
   */
  cancelOn?: pulumi.Input<pulumi.Input<CancelOn>[]>;
  /** Arbitrary values; the jobs are swept again when one changes. */
  triggers?: pulumi.Input<pulumi.Input<unknown>[]>;
  /**
   * Fail when jobs end by themselves although cancellation was asked for. Ignored on delete.
   *
   * @default false
   */
  requireCancelled?: pulumi.Input<boolean>;
  /**
   * Also stop jobs that the stopped jobs have started and that run on after their end, such as custom jobs of pipelines.
   * Costs a request a job.
   *
   * @default false
   */
  cancelChildJobs?: pulumi.Input<boolean>;
  /**
   * Delete the jobs from Vertex AI after they have stopped, and wait until they are gone. A job that had ended before stays.
   * Refused for tuning jobs, which the service can't delete.
   *
   * @default false
   */
  deleteStopped?: pulumi.Input<boolean>;
}

const TYPE = "JobSweep";

/**
 * Vertex AI jobs that do not run: all that a selector matches, of one or more kinds, in one or more regions. `pulumi up` cancels them
 * and waits until they have stopped; `pulumi preview` shows which they would be.
 *
 * Waits 30 minutes in all unless the resource option `customTimeouts` says otherwise.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/batchCancel
 */
export class JobSweep extends pulumi.CustomResource {
  /** @internal */
  public static readonly __pulumiType = `pulumi-nodejs:dynamic/vertex:${TYPE}`;

  /** Whether a value is such a resource, of whichever copy of this package. */
  public static override isInstance(obj: unknown): obj is JobSweep {
    return typeof obj === "object" && obj !== null && Reflect.get(obj, "__pulumiType") === JobSweep.__pulumiType;
  }

  /**
   * Not available: the resource is a desired state, and there is nothing to look up by an id.
   *
   * @throws pulumi.RunError saying what to do instead.
   */
  public static get(): never {
    throw new pulumi.RunError(render(message("notAvailable", { type: TYPE })));
  }

  /** Project id or number, as it was given. */
  declare public readonly project: pulumi.Output<string>;
  /** Vertex AI locations that were swept. */
  declare public readonly regions: pulumi.Output<string[]>;
  /** Jobs that matched. */
  declare public readonly matched: pulumi.Output<number | undefined>;
  /** Jobs that were cancelled. */
  declare public readonly cancelled: pulumi.Output<number | undefined>;
  /** Jobs that ended by themselves although cancellation was asked for. */
  declare public readonly completed: pulumi.Output<number | undefined>;
  /** Jobs that had ended before they were asked. */
  declare public readonly alreadyTerminal: pulumi.Output<number | undefined>;
  /** Jobs that were deleted by others while they were waited for. */
  declare public readonly notFound: pulumi.Output<number | undefined>;
  /** Jobs that were deleted after they had stopped. */
  declare public readonly deleted: pulumi.Output<number | undefined>;
  /** The counts, kind by kind. */
  declare public readonly byKind: pulumi.Output<Partial<Record<JobKindName, SweptCounts>> | undefined>;
  /** The jobs of the last sweep: all that have not stopped, and others up to 1,000; those not cancelled come first. */
  declare public readonly jobs: pulumi.Output<SweptJob[] | undefined>;
  /** Full names of the jobs that run: after a refresh, or before a sweep on delete; at most 1,000. */
  declare public readonly activeJobs: pulumi.Output<string[] | undefined>;
  /** Full names of the schedules that were paused. */
  declare public readonly pausedSchedules: pulumi.Output<string[] | undefined>;
  /** The project's number, from an answer of the API; absent before any has told it. */
  declare public readonly projectNumber: pulumi.Output<string | undefined>;
  /** `STOPPED`; or, after a refresh that found jobs running that should not, `ACTIVE:` and how many. */
  declare public readonly desiredState: pulumi.Output<string>;
  /**
   * What config said of `project` and the region when the provider filled them in: empty text if it said nothing. Absent if
   * the provider filled in neither.
   */
  declare public readonly defaults: pulumi.Output<Record<string, string> | undefined>;

  /**
   * @param name - the resource's name in the program.
   * @param args - which jobs, and when to stop them.
   * @param opts - resource options; `customTimeouts` bounds the waits, `dependsOn` with `cancelOn: ["delete"]` makes
   *   `pulumi destroy` stop the jobs before what they depend on goes.
   */
  constructor(name: string, args: JobSweepArgs, opts?: pulumi.CustomResourceOptions) {
    const type = JobSweep.__pulumiType;
    checkCustomTimeouts(`${TYPE} ${name}`, opts);
    const choice = chooseGoogleProvider(`${TYPE} ${name}`, args, opts);
    super(
      type,
      name,
      {
        project: undefined,
        regions: undefined,
        ...args,
        ...connectionInputs({ ...args, ...choice }),
        matched: undefined,
        cancelled: undefined,
        completed: undefined,
        alreadyTerminal: undefined,
        notFound: undefined,
        deleted: undefined,
        byKind: undefined,
        jobs: undefined,
        activeJobs: undefined,
        pausedSchedules: undefined,
        projectNumber: undefined,
        desiredState: undefined,
        defaults: undefined,
        __provider: stubOf(TYPE),
        __progressUrn: progressUrnOf(name, type, opts?.parent),
        // A dynamic provider is not told that it is a preview; `check` drops this again.
        __dryRun: pulumi.runtime.isDryRun() || undefined,
      },
      pulumi.mergeOptions(choice.opts, { additionalSecretOutputs: SECRET_OUTPUTS }),
    );
    tellInherited(this, choice);
    warnOfSkippedDelete(this, args, opts);
  }
}
