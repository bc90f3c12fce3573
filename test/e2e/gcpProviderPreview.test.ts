import assert from "node:assert/strict";
import * as gcp from "@pulumi/gcp";
import { JobSweep, PipelineJobCancellation } from "../../src";
import { PLACE } from "../support/withFake";
import { ACCESS_TOKEN, withStack } from "../support/withStack";

describe("the preview of resources with a gcpProvider", function () {
  this.timeout(180_000);
  const { fake, stack } = withStack();
  const THEIRS = { project: "production", region: "europe-west4" };
  let providerName = "production";
  let billingProject: string | undefined;
  let isSecond = false;

  before(async () => {
    for (const key of ["project", "region", "accessToken", "vertexAiCustomEndpoint"]) {
      await stack().unconfigure(`gcp:${key}`);
    }
    const vertexAiCustomEndpoint = fake().endpoint;
    stack().program = async () => {
      const settings = { accessToken: ACCESS_TOKEN, vertexAiCustomEndpoint, ...(billingProject && { billingProject }) };
      const gcpProvider = new gcp.Provider(providerName, { ...THEIRS, ...settings });
      const common = {
        cancelOn: ["create" as const, "delete" as const],
        gcpProvider,
        connection: { userProjectOverride: true },
      };
      for (const suffix of isSecond ? ["", "-2"] : [""]) {
        new PipelineJobCancellation(`job${suffix}`, { pipelineJobId: "a", ...common });
        new JobSweep(`sweep${suffix}`, { selector: { labels: { env: "pr-7" } }, ...common });
      }
    };
    for (const place of [THEIRS, PLACE]) {
      fake().addPipelineJob({ ...place, pipelineJobId: "a" });
      fake().addPipelineJob({ ...place, pipelineJobId: "b", labels: { env: "pr-7" } });
    }
  });
  beforeEach(() => fake().clearRequests());

  /** Projects that requests name. */
  const projects = () => new Set(fake().requests.map(({ path }) => path.split("/")[3]));

  it("needs no gcp:project for new resources with a new provider", async () => {
    const { steps } = await stack().preview();
    assert.deepEqual(steps.toSorted(), ["create job", "create sweep"]);
    assert.deepEqual(projects(), new Set());
  });

  it("sends no request to the project of the config for new resources with a new provider", async () => {
    await stack().configure({ "gcp:project": PLACE.project, "gcp:region": PLACE.region });
    assert.deepEqual((await stack().preview()).steps.toSorted(), ["create job", "create sweep"]);
    assert.deepEqual(projects(), new Set());
  });

  it("precedes an up that stops the jobs in the project and region of the provider", async () => {
    await stack().up();
    assert.deepEqual(projects(), new Set(["production"]));
    const states = fake().pipelineJobs.map(({ state }) => String(state).replace("PIPELINE_STATE_", ""));
    assert.deepEqual(states, ["CANCELLED", "CANCELLED", "RUNNING", "RUNNING"]);
  });

  it("shows no change when nothing has changed", async () => {
    assert.deepEqual((await stack().preview()).steps, []);
    assert.deepEqual(projects(), new Set());
  });

  it("sends no request to the project of the config for new resources with an existing provider", async () => {
    isSecond = true;
    assert.deepEqual((await stack().preview()).steps.toSorted(), ["create job-2", "create sweep-2"]);
    assert.deepEqual(projects(), new Set());
    isSecond = false;
  });

  it("shows an update when the provider has changed", async () => {
    billingProject = "paying";
    assert.deepEqual((await stack().preview()).steps.toSorted(), ["update job", "update sweep"]);
    assert.ok(!projects().has(PLACE.project));
    billingProject = undefined;
  });

  it("shows an update instead of a replacement when the provider is a new resource", async () => {
    providerName = "renamed";
    assert.deepEqual((await stack().preview()).steps.toSorted(), ["update job", "update sweep"]);
    assert.deepEqual(projects(), new Set());
    await stack().up();
    assert.deepEqual((await stack().preview()).steps, []);
  });
});
