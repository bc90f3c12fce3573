import assert from "node:assert/strict";
import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { JobSweep, PipelineJobCancellation } from "../../src";
import { PLACE } from "../support/withFake";
import { ACCESS_TOKEN, withStack } from "../support/withStack";

class Environment extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions) {
    super("test:index:Environment", name, {}, opts);
    const common = { cancelOn: ["create" as const, "delete" as const] };
    new PipelineJobCancellation("job", { pipelineJobId: "a", ...common }, { parent: this });
    new JobSweep("sweep", { selector: { labels: { env: "pr-7" } }, ...common }, { parent: this });
  }
}

describe("a component with a Google provider", function () {
  this.timeout(180_000);
  const { fake, stack } = withStack();
  const THEIRS = { project: "production", region: "europe-west4" };
  let program = () => {};

  before(() => {
    const vertexAiCustomEndpoint = fake().endpoint;
    const provider = () => new gcp.Provider("theirs", { ...THEIRS, accessToken: ACCESS_TOKEN, vertexAiCustomEndpoint });
    program = () => void new Environment("environment", { providers: [provider()] });
    stack().program = async () => program();
    for (const place of [THEIRS, PLACE]) {
      fake().addPipelineJob({ ...place, pipelineJobId: "a" });
      fake().addPipelineJob({ ...place, pipelineJobId: "b", labels: { env: "pr-7" } });
    }
  });
  beforeEach(() => fake().clearRequests());

  const statesIn = (region: string) =>
    fake()
      .pipelineJobs.filter(({ name }) => String(name).includes(`/locations/${region}/`))
      .map(({ state }) => String(state).replace("PIPELINE_STATE_", ""));
  /** Projects that requests name. */
  const projects = () => new Set(fake().requests.map(({ path }) => path.split("/")[3]));

  it("stops the jobs in the project of the provider, sends no request to the project of the config, and reports the provider", async () => {
    const run = await stack().up();
    assert.deepEqual(statesIn(THEIRS.region), ["CANCELLED", "CANCELLED"]);
    assert.deepEqual(statesIn(PLACE.region), ["RUNNING", "RUNNING"]);
    assert.deepEqual(projects(), new Set(["production"]));
    const told = "uses the Google provider theirs, which its parent has";
    assert.deepEqual(run.messages("info"), [told, told]);
  });

  it("changes nothing while the provider is unchanged", async () => {
    assert.deepEqual((await stack().preview()).steps, []);
    assert.deepEqual((await stack().up()).changes, { same: 5 });
  });

  it("stops the jobs in the project of the provider on destroy", async () => {
    for (const place of [THEIRS, PLACE]) fake().addPipelineJob({ ...place, pipelineJobId: "a" });
    await stack().destroy();
    assert.deepEqual(projects(), new Set(["production"]));
    assert.deepEqual(statesIn(THEIRS.region), ["CANCELLED", "CANCELLED"]);
    assert.deepEqual(statesIn(PLACE.region), ["RUNNING", "RUNNING"]);
  });

  it("fails with one sentence when a resource has the provider of another package", async () => {
    class Other extends pulumi.ProviderResource {}
    program = () =>
      void new PipelineJobCancellation("job", { pipelineJobId: "a" }, { provider: new Other("aws", "theirs") });
    const { output } = await stack().fails("preview");
    assert.match(output, /PipelineJobCancellation job cannot use the provider of aws: remove the option provider/);
    assert.doesNotMatch(output, /^\s+at /m);
  });
});
