import assert from "node:assert/strict";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { JobGuard, type JobGuardArgs } from "../../src/guard";
import { DrivenClock, FakeVertexAi } from "../../src/testing";
import { GCP_PROVIDER_FOLDER, misfitsOf, readGcpRecord } from "../support/gcpProvider/gcpRecord";
import { consumerProject } from "../support/projectFolder";
import { PulumiStack } from "../support/pulumiStack";
import { activeIds, addJobs } from "../support/sweepJobs";
import { emulatorPython, runWorkflow, WORKFLOW_TOKEN } from "../support/workflowsEmulator/runWorkflow";

const LABELS = { env: "pr-7" };

/** The CLI and its engine are real; the Google provider is a stand-in that creates nothing. */
describe("a stack with a JobGuard", function () {
  this.timeout(180_000);
  let stack: PulumiStack;
  let args: JobGuardArgs;
  const requests = () => readGcpRecord(join(stack.projectFolder, "gcp.ndjson"));
  const requested = (verb: string) =>
    requests()
      .filter((request) => request.verb === verb)
      .map(({ type }) => type.slice(type.lastIndexOf(":") + 1))
      .sort();

  before(async () => {
    await emulatorPython();
    stack = await PulumiStack.create({
      project: consumerProject,
      isInline: true,
      config: { "gcp:project": "p", "gcp:region": "us-central1" },
    });
    stack.addPluginFolder(GCP_PROVIDER_FOLDER);
    stack.setVariable("GCP_PROVIDER_RECORD", join(stack.projectFolder, "gcp.ndjson"));
    args = {
      selector: pulumi.output({ labels: LABELS, olderThan: "1h" }),
      exclude: { labels: { keep: "*" } },
      regions: ["us-central1", "europe-west4"],
      schedule: "*/15 * * * *",
      timeZone: "Europe/Berlin",
      labels: { team: "vision" },
      enableApis: true,
      alert: { notificationChannels: ["projects/p/notificationChannels/1"] },
    };
    stack.program = async () => {
      const { workflowName, schedulerJobName, serviceAccountEmail, executionsUrl, cost } = new JobGuard("strays", args);
      return { workflowName, schedulerJobName, serviceAccountEmail, executionsUrl, cost };
    };
  });
  after(() => stack.remove());

  it("rejects invalid arguments before it creates a resource", async () => {
    const right = args;
    args = { ...right, selector: pulumi.output({}), schedule: "*/15 * * * * *", timeZone: "Mars/Olympus" };
    const run = await stack.fails("up");
    assert.match(run.output, /JobGuard strays: schedule must be .+; timeZone must be/);
    args = { ...right, selector: pulumi.output({}) };
    const later = await stack.fails("up");
    assert.match(later.output, /JobGuard strays: selector must have a condition/);
    assert.deepEqual(requests(), []);
    args = right;
  });

  it("creates resources whose inputs match the types of the Google provider", async () => {
    await stack.up();
    const services = ["Service", "Service", "Service", "Service"];
    const created = ["Account", "AlertPolicy", "IAMCustomRole", "IAMMember", "Job", ...services, "Workflow"];
    assert.deepEqual(requested("create"), created);
    const wrong = {
      verb: "create",
      type: "gcp:workflows/workflow:Workflow",
      name: "w",
      inputs: { source: "" },
    } as const;
    const [misfit, ...others] = misfitsOf([...requests(), wrong]);
    assert.match(misfit ?? "", /"source"' does not exist in type 'WorkflowArgs'/);
    assert.deepEqual(others, []);
  });

  it("deploys a workflow that stops the jobs", async () => {
    const workflow = requests().find(({ type }) => type.endsWith(":Workflow"));
    const clock = new DrivenClock();
    const fake = await FakeVertexAi.start({ clock, requireAuthorization: WORKFLOW_TOKEN, timeToCancelMs: 5_000 });
    try {
      const createTime = "2025-12-31T12:00:00Z";
      addJobs(fake, { prefix: "old", count: 2, region: "europe-west4", labels: LABELS, createTime });
      addJobs(fake, { prefix: "kept", count: 1, labels: { ...LABELS, keep: "yes" }, createTime });
      addJobs(fake, { prefix: "young", count: 1, labels: LABELS });
      const { result } = await runWorkflow(String(workflow?.inputs.sourceContents), { fake, clock });
      assert.equal((result as { cancelled: number }).cancelled, 2);
      assert.deepEqual(activeIds(fake), ["kept-1", "young-1"]);
    } finally {
      await fake.stop();
    }
  });

  it("outputs the names of its resources and its cost", async () => {
    const { workflowName, schedulerJobName, serviceAccountEmail, executionsUrl, cost } = await stack.outputs();
    assert.equal(workflowName?.value, "strays-0a1b2c3");
    assert.equal(schedulerJobName?.value, "strays-0a1b2c3");
    assert.match(serviceAccountEmail?.value, /^strays-[0-9a-f]{7}@p\.iam\.gserviceaccount\.com$/);
    const console = "https://console.cloud.google.com/workflows/workflow";
    assert.equal(executionsUrl?.value, `${console}/us-central1/strays-0a1b2c3/executions?project=p`);
    assert.equal(cost?.value.runsPerMonth, 30 * 24 * 4);
  });

  it("starts the workflow by a scheduler job and grants its account only the required permissions", () => {
    const inputsOf = (type: string) => requests().find((request) => request.type.endsWith(type))?.inputs;
    const job = inputsOf(":Job") as { schedule: string; timeZone: string; httpTarget: { uri: string } } | undefined;
    const executions = "projects/p/locations/us-central1/workflows/strays-0a1b2c3/executions";
    assert.equal(job?.httpTarget.uri, `https://workflowexecutions.googleapis.com/v1/${executions}`);
    assert.deepEqual([job?.schedule, job?.timeZone], ["*/15 * * * *", "Europe/Berlin"]);
    assert.deepEqual(inputsOf(":IAMCustomRole")?.permissions, [
      "aiplatform.pipelineJobs.cancel",
      "aiplatform.pipelineJobs.get",
      "aiplatform.pipelineJobs.list",
      "workflows.executions.create",
    ]);
  });

  it("updates nothing when no argument changes and only the workflow when exclude changes", async () => {
    await stack.up();
    assert.deepEqual(requested("update"), []);
    args = { ...args, exclude: { labels: { keep: "yes" } } };
    await stack.up();
    assert.deepEqual(requested("update"), ["Workflow"]);
  });

  it("deletes all of its resources on destroy", async () => {
    await stack.destroy();
    assert.deepEqual(requested("delete"), requested("create"));
  });
});
