import assert from "node:assert/strict";
import type { YamlProgram } from "../support/projectFolder";
import { calls } from "../support/withFake";
import { ACCESS_TOKEN, withStack } from "../support/withStack";

/** A program with a provider of its own for each project. */
const programWith = (providers: Readonly<Record<string, object>>): YamlProgram => ({
  resources: Object.fromEntries(
    Object.entries(providers).flatMap(([project, properties]) => [
      [`provider-${project}`, { type: "pulumi:providers:vertex-jobs", properties }],
      [
        `job-${project}`,
        {
          type: "vertex-jobs:PipelineJobCancellation",
          properties: { pipelineJobId: "a" },
          options: { provider: `\${provider-${project}}` },
        },
      ],
    ]),
  ),
});

describe("a YAML program with providers of its own", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ yaml: programWith({}), fake: { timeToCancelMs: 0 } });
  const settings = (more: object) => ({
    region: "us-central1",
    vertexAiCustomEndpoint: fake().endpoint,
    accessToken: { "fn::secret": ACCESS_TOKEN },
    ...more,
  });

  before(() => {
    for (const project of ["first", "second", "p"])
      fake().addPipelineJob({ project, region: "us-central1", pipelineJobId: "a" });
  });

  const stateIn = (project: string) =>
    fake().pipelineJob(`projects/${project}/locations/us-central1/pipelineJobs/a`)?.state;

  it("stops the jobs of two projects, and none of the stack's own", async () => {
    const providers = { first: settings({ project: "first" }), second: settings({ project: "second" }) };
    stack().writeYaml(programWith(providers));
    await stack().up();
    assert.deepEqual(["first", "second", "p"].map(stateIn), [
      "PIPELINE_STATE_CANCELLED",
      "PIPELINE_STATE_CANCELLED",
      "PIPELINE_STATE_RUNNING",
    ]);
  });

  it("changes nothing when a setting of a provider changes that says nothing about the jobs", async () => {
    fake().clearRequests();
    const providers = {
      first: settings({ project: "first", requestReason: "teardown" }),
      second: settings({ project: "second" }),
    };
    stack().writeYaml(programWith(providers));
    const { steps } = await stack().up();
    assert.deepEqual([steps, calls(fake())], [[], []]);
  });

  it("names every wrong setting of a provider at once, and no secret value", async () => {
    stack().writeYaml(
      programWith({
        first: settings({ project: "first" }),
        second: settings({
          project: "No Project",
          region: "us-central1-a",
          requestTimeout: "soon",
          accessToken: { "fn::secret": "bad token" },
        }),
      }),
    );
    const { output } = await stack().fails("up");
    for (const property of ["project", "region", "requestTimeout", "accessToken"])
      assert.match(output, new RegExp(`provider-second.*${property}|${property}.*`, "s"));
    assert.match(output, /must look like my-project/);
    assert.match(output, /is a zone: its region is us-central1/);
    assert.match(output, /is not an access token/);
    assert.doesNotMatch(output, /bad token/);
  });

  it("records and prints no secret of a provider", async () => {
    stack().writeYaml(programWith({ first: settings({ project: "first" }), second: settings({ project: "second" }) }));
    const { output } = await stack().destroy();
    assert.doesNotMatch(output, new RegExp(ACCESS_TOKEN));
    assert.doesNotMatch(stack().recordedText(), new RegExp(ACCESS_TOKEN));
  });
});
