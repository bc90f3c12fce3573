import assert from "node:assert/strict";
import * as gcp from "@pulumi/gcp";
import { PipelineJobCancellation } from "../../src";
import { PLACE } from "../support/withFake";
import { ACCESS_TOKEN, withStack } from "../support/withStack";

describe("PipelineJobCancellation with a gcpProvider", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();
  let billingProject: string | undefined;

  before(() => {
    const region = "europe-west4";
    const vertexAiCustomEndpoint = fake().endpoint;
    stack().program = async () => {
      const gcpProvider = new gcp.Provider("production", {
        project: "production",
        region,
        accessToken: ACCESS_TOKEN,
        vertexAiCustomEndpoint,
        ...(billingProject && { billingProject }),
      });
      const connection = { userProjectOverride: true };
      const args = { pipelineJobId: "a", cancelOn: ["create" as const, "delete" as const], gcpProvider, connection };
      new PipelineJobCancellation("job", args);
    };
    fake().addPipelineJob({ project: "production", region, pipelineJobId: "a" });
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
  });

  const userProjects = () => new Set(fake().requests.map(({ headers }) => headers["x-goog-user-project"]));

  it("stops the job in the project and region of the provider instead of the config", async () => {
    await stack().unconfigure("gcp:accessToken");
    await stack().unconfigure("gcp:vertexAiCustomEndpoint");
    await stack().up();
    const states = fake().pipelineJobs.map(({ state }) => state);
    assert.deepEqual(states, ["PIPELINE_STATE_CANCELLED", "PIPELINE_STATE_RUNNING"]);
    assert.deepEqual(userProjects(), new Set(["production"]));
  });

  it("changes nothing while the provider is unchanged", async () => {
    assert.deepEqual((await stack().up()).changes, { same: 3 });
  });

  it("uses the changed settings of the provider on delete", async () => {
    billingProject = "paying";
    await stack().up();
    fake().clearRequests();
    await stack().destroy();
    assert.deepEqual(userProjects(), new Set(["paying"]));
  });
});
