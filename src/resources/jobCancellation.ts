import * as pulumi from "@pulumi/pulumi";
import { message } from "../messages/message";
import { render } from "../messages/render";
import { Cancellation, type CancellationArgs } from "./cancellation";

/** Arguments of {@link JobCancellation}. */
export interface JobCancellationArgs extends CancellationArgs {
  /**
   * Full resource name of a job of any kind, such as `projects/{project}/locations/{region}/customJobs/{customJobId}`.
   * A change replaces the resource.
   */
  name: pulumi.Input<string>;
  /**
   * Project id or number; it must agree with `name`.
   *
   * @default that of `name`
   */
  project?: pulumi.Input<string>;
  /**
   * Vertex AI location; it must agree with `name`.
   *
   * @default that of `name`
   */
  region?: pulumi.Input<string>;
}

const TYPE = "JobCancellation";

/**
 * A Vertex AI job of any kind that does not run: `pulumi up` cancels it and waits until it has stopped.
 *
 * The kinds are `pipelineJobs`, `customJobs`, `hyperparameterTuningJobs`, `batchPredictionJobs`, `trainingPipelines`,
 * `tuningJobs`, `nasJobs`, and `dataLabelingJobs`. Waits 30 minutes unless the resource option `customTimeouts` says
 * otherwise.
 *
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs/cancel
 */
export class JobCancellation extends Cancellation {
  /** @internal */
  public static readonly __pulumiType = `pulumi-nodejs:dynamic/vertex:${TYPE}`;

  /** Whether a value is such a resource, of whichever copy of this package. */
  public static override isInstance(obj: unknown): obj is JobCancellation {
    return typeof obj === "object" && obj !== null && Reflect.get(obj, "__pulumiType") === JobCancellation.__pulumiType;
  }

  /**
   * Not available: the resource is a desired state, and there is nothing to look up by an id.
   *
   * @throws pulumi.RunError saying what to do instead.
   */
  public static get(): never {
    throw new pulumi.RunError(render(message("notAvailable", { type: TYPE })));
  }

  /**
   * @param name - the resource's name in the program.
   * @param args - which job, and when to stop it.
   * @param opts - resource options; `customTimeouts` bounds the waits, `dependsOn` with `cancelOn: ["delete"]` makes
   *   `pulumi destroy` stop the job before what it depends on goes.
   */
  constructor(name: string, args: JobCancellationArgs, opts?: pulumi.CustomResourceOptions) {
    super({ className: TYPE, type: JobCancellation.__pulumiType }, name, ["name", "project", "region"], args, opts);
  }
}
