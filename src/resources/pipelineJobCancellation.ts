import * as pulumi from "@pulumi/pulumi";
import { message } from "../messages/message";
import { render } from "../messages/render";
import { Cancellation, type CancellationArgs } from "./cancellation";
import type { PipelineState } from "./jobState";

/** Arguments of {@link PipelineJobCancellation}. Give `name`, or `pipelineJobId` with `project` and `region`. */
export interface PipelineJobCancellationArgs extends CancellationArgs {
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
}

const TYPE = "PipelineJobCancellation";

/**
 * A Vertex AI pipeline job that does not run: `pulumi up` cancels it and waits until it has stopped. Give the job's full
 * `name`, or `pipelineJobId` with `project` and `region`.
 *
 * Waits 30 minutes unless the resource option `customTimeouts` says otherwise. A job that ran when a wait timed out is
 * waited for again by the next `pulumi up`.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/cancel
 */
export class PipelineJobCancellation extends Cancellation {
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

  /** Last part of the job's name. */
  declare public readonly pipelineJobId: pulumi.Output<string>;
  /** The job's state when last looked at, such as `PIPELINE_STATE_CANCELLED`; absent when the job does not exist. */
  declare public readonly state: pulumi.Output<PipelineState | undefined>;
  /** The job's state when it was first looked at; absent when the job does not exist. */
  declare public readonly previousState: pulumi.Output<PipelineState | undefined>;

  /**
   * @param name - the resource's name in the program.
   * @param args - which job, and when to stop it.
   * @param opts - resource options; `customTimeouts` bounds the waits, `dependsOn` with `cancelOn: ["delete"]` makes
   *   `pulumi destroy` stop the job before what it depends on goes.
   */
  constructor(name: string, args: PipelineJobCancellationArgs, opts?: pulumi.CustomResourceOptions) {
    const resource = { className: TYPE, type: PipelineJobCancellation.__pulumiType };
    super(resource, name, ["name", "pipelineJobId", "project", "region"], args, opts);
  }
}
