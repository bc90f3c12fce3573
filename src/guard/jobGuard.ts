import * as pulumi from "@pulumi/pulumi";
import { describeInputFailure, Failure } from "../messages/failure";
import { message } from "../messages/message";
import { checkGuard } from "./checkGuard";
import { defaultLocation } from "./defaultLocation";
import type { JobGuardArgs } from "./guardArgs";
import { guardCost } from "./guardCost";
import { guardInputs } from "./guardInputs";
import { type Located, withLocation } from "./guardLocation";
import { createGuardResources } from "./guardResources";
import { isUnknown, markUnknown } from "./unknownInputs";
import type { GuardCost } from "./workflowCost";

/**
 * Stops stray Vertex AI jobs continuously, without a machine of your own: a workflow of Google Workflows, which Cloud
 * Scheduler starts, lists the jobs of one or more kinds that a selector matches, cancels them, and waits until they have stopped.
 *
 * Needs `@pulumi/gcp`. All arguments are checked before anything is created, as soon as they are known.
 *
 * @throws Failure that names every argument which is wrong.
 * @see https://cloud.google.com/workflows/docs/reference/googleapis/aiplatform/Overview
 */
export class JobGuard extends pulumi.ComponentResource {
  /** Name of the workflow. */
  public readonly workflowName: pulumi.Output<string>;
  /** Name of the Cloud Scheduler job that starts it. */
  public readonly schedulerJobName: pulumi.Output<string>;
  /** Email address of the service account that both run as. */
  public readonly serviceAccountEmail: pulumi.Output<string>;
  /** The workflow's executions in Google's console. */
  public readonly executionsUrl: pulumi.Output<string>;
  /** What its runs cost, in steps and requests. */
  public readonly cost: pulumi.Output<GuardCost>;

  /**
   * @param name - the resource's name in the program.
   * @param args - which jobs to stop, where and when.
   * @param opts - resource options; `provider` is a Google provider for all that the guard creates. The defaults of
   *   project and regions are that provider's, too, or those of the Google provider that the parent has.
   */
  constructor(name: string, args: JobGuardArgs, opts?: pulumi.ComponentResourceOptions) {
    const located = { args, defaults: defaultLocation(args, opts) };
    refuseWrong(name, withLocation(markUnknown(located) as Located));
    super("pulumi-vertex-jobs:guard:JobGuard", name, {}, opts);
    const inputs = pulumi.output(located).apply((known) => {
      const given = withLocation(known as Located);
      refuseWrong(name, given);
      return guardInputs(given);
    });
    const { workflow, schedulerJob, serviceAccountEmail } = createGuardResources(name, inputs, args, this);
    this.workflowName = workflow.name;
    this.schedulerJobName = schedulerJob.name;
    this.serviceAccountEmail = serviceAccountEmail;
    this.executionsUrl = pulumi.interpolate`https://console.cloud.google.com/workflows/workflow/${inputs.workflowRegion}/${workflow.name}/executions?project=${inputs.project}`;
    this.cost = inputs.apply(guardCost);
    this.registerOutputs({
      workflowName: this.workflowName,
      schedulerJobName: this.schedulerJobName,
      serviceAccountEmail: this.serviceAccountEmail,
      executionsUrl: this.executionsUrl,
      cost: this.cost,
    });
  }
}

function refuseWrong(name: string, given: Readonly<Record<string, unknown>>): void {
  const failures = checkGuard(given, isUnknown);
  if (failures.length === 0) return;
  throw new Failure(message("badGuard", { name, failures: failures.map(describeInputFailure).join("; ") }));
}
