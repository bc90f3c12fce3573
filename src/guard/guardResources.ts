import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { JobKindName } from "../vertex/kinds/kinds";
import { REQUIRED_PERMISSIONS } from "../vertex/permissions";
import type { JobGuardArgs } from "./guardArgs";
import type { GuardInputs } from "./guardInputs";
import { accountId, roleId } from "./identifiers";
import { guardWorkflow } from "./workflow/guardWorkflow";
import { workflowSource } from "./workflow/source";

/** All that the guard's service account may do: look, list, and cancel, and start the workflow. */
function permissionsOf({ kinds }: GuardInputs): string[] {
  const ofKinds = kinds.flatMap(({ collection }) => REQUIRED_PERMISSIONS[collection as JobKindName].sweep);
  return [...ofKinds, "workflows.executions.create"].sort();
}

const APIS = [
  "aiplatform.googleapis.com",
  "cloudscheduler.googleapis.com",
  "workflowexecutions.googleapis.com",
  "workflows.googleapis.com",
];

/** What a guard's resources have in common. */
interface Guard {
  readonly name: string;
  readonly project: pulumi.Output<string>;
  readonly inputs: pulumi.Output<GuardInputs>;
  readonly args: JobGuardArgs;
  /**
   * The guard's URN. No output: one that comes from a component makes what uses it wait for all of the component's
   * children, of which it is one.
   */
  readonly urn: Promise<string>;
  /** The guard itself. */
  readonly parent: pulumi.ComponentResource;
}

/** The parts of a guard that it tells of. */
export interface GuardResources {
  readonly serviceAccountEmail: pulumi.Output<string>;
  readonly workflow: gcp.workflows.Workflow;
  readonly schedulerJob: gcp.cloudscheduler.Job;
}

/** Creates all that a guard consists of. Everything depends on the inputs, so that none is created of wrong ones. */
export function createGuardResources(
  name: string,
  inputs: pulumi.Output<GuardInputs>,
  args: JobGuardArgs,
  parent: pulumi.ComponentResource,
): GuardResources {
  const urn = new Promise<string>((resolve) => void parent.urn.apply(resolve));
  const guard: Guard = { name, inputs, args, parent, urn, project: inputs.project };
  const services = args.enableApis ? APIS.map((api) => enableApi(guard, api)) : [];
  const { email, grant } = createIdentity(guard, services);
  const workflow = createWorkflow(guard, email, [grant, ...services]);
  if (args.alert) createAlert(guard, workflow, args.alert, services);
  return {
    serviceAccountEmail: email,
    workflow,
    schedulerJob: createSchedule(guard, email, workflow, [grant, ...services]),
  };
}

function enableApi({ name, project, parent }: Guard, service: string): gcp.projects.Service {
  const args = { project, service, disableOnDestroy: false };
  return new gcp.projects.Service(`${name}-${service.split(".")[0]}`, args, { parent });
}

function createIdentity({ name, project, inputs, args, urn, parent }: Guard, dependsOn: pulumi.Resource[]) {
  const email = args.serviceAccountEmail
    ? pulumi.output(args.serviceAccountEmail)
    : new gcp.serviceaccount.Account(
        name,
        {
          project,
          accountId: urn.then((known) => accountId(name, known)),
          displayName: `Stops stray Vertex AI jobs (${name})`,
        },
        { parent, dependsOn },
      ).email;
  const role = new gcp.projects.IAMCustomRole(
    name,
    {
      project,
      roleId: urn.then((known) => roleId(name, known)),
      title: `Stop stray Vertex AI jobs (${name})`,
      permissions: inputs.apply(permissionsOf),
    },
    { parent, dependsOn },
  );
  const member = pulumi.interpolate`serviceAccount:${email}`;
  return { email, grant: new gcp.projects.IAMMember(name, { project, role: role.name, member }, { parent }) };
}

function createWorkflow(
  { name, project, inputs, args, parent }: Guard,
  email: pulumi.Output<string>,
  dependsOn: pulumi.Resource[],
): gcp.workflows.Workflow {
  return new gcp.workflows.Workflow(
    name,
    {
      project,
      region: inputs.workflowRegion,
      description: "Stops stray Vertex AI jobs.",
      serviceAccount: email,
      sourceContents: inputs.apply((known) => workflowSource(guardWorkflow(known))),
      // It holds nothing that would be lost, and by default it could not be destroyed.
      deletionProtection: false,
      ...(args.labels && { labels: args.labels }),
    },
    { parent, dependsOn },
  );
}

function createSchedule(
  { name, project, inputs, parent }: Guard,
  serviceAccountEmail: pulumi.Output<string>,
  workflow: gcp.workflows.Workflow,
  dependsOn: pulumi.Resource[],
): gcp.cloudscheduler.Job {
  const region = inputs.workflowRegion;
  return new gcp.cloudscheduler.Job(
    name,
    {
      project,
      region,
      description: "Starts a look for stray Vertex AI jobs.",
      schedule: inputs.schedule,
      timeZone: inputs.timeZone,
      httpTarget: {
        httpMethod: "POST",
        uri: pulumi.interpolate`https://workflowexecutions.googleapis.com/v1/projects/${project}/locations/${region}/workflows/${workflow.name}/executions`,
        headers: { "Content-Type": "application/json" },
        body: Buffer.from("{}").toString("base64"),
        oauthToken: { serviceAccountEmail, scope: "https://www.googleapis.com/auth/cloud-platform" },
      },
      retryConfig: { retryCount: 3, minBackoffDuration: "5s", maxBackoffDuration: "60s" },
    },
    { parent, dependsOn },
  );
}

function createAlert(
  { name, project, args, parent }: Guard,
  workflow: gcp.workflows.Workflow,
  { notificationChannels }: NonNullable<JobGuardArgs["alert"]>,
  dependsOn: pulumi.Resource[],
): gcp.monitoring.AlertPolicy {
  const failed = [
    'resource.type = "workflows.googleapis.com/Workflow"',
    pulumi.interpolate`resource.labels.workflow_id = "${workflow.name}"`,
    'metric.type = "workflows.googleapis.com/finished_execution_count"',
    'metric.labels.status = "FAILED"',
  ];
  return new gcp.monitoring.AlertPolicy(
    name,
    {
      project,
      displayName: `Stray Vertex AI jobs could not be stopped (${name})`,
      combiner: "OR",
      conditions: [
        {
          displayName: "An execution has failed",
          conditionThreshold: {
            filter: pulumi.all(failed).apply((parts) => parts.join(" AND ")),
            comparison: "COMPARISON_GT",
            thresholdValue: 0,
            duration: "0s",
            aggregations: [{ alignmentPeriod: "300s", perSeriesAligner: "ALIGN_SUM" }],
          },
        },
      ],
      documentation: { content: "The error of the execution names the jobs.", mimeType: "text/markdown" },
      ...(notificationChannels && { notificationChannels }),
      ...(args.labels && { userLabels: args.labels }),
    },
    { parent, dependsOn },
  );
}
