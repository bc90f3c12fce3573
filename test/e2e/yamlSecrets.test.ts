import assert from "node:assert/strict";
import type { PulumiRun } from "../support/pulumiRun";
import { PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

/** Part of every secret. */
const CANARY = /canary-\w+/;

const secret = (value: unknown) => ({ "fn::secret": value });

describe("a YAML program with secrets among its inputs", function () {
  this.timeout(180_000);
  const resources = {
    provider: { type: "pulumi:providers:vertex-jobs", properties: { accessToken: secret("canary-provider") } },
    token: {
      type: "vertex-jobs:PipelineJobCancellation",
      properties: { pipelineJobId: "token", connection: { accessToken: secret("canary-connection") } },
    },
    nested: {
      type: "vertex-jobs:JobSweep",
      properties: {
        selector: { labels: { env: "pr-7" } },
        exclude: { displayName: secret("canary-excluded") },
        triggers: ["plain", secret("canary-trigger")],
      },
    },
    named: {
      type: "vertex-jobs:JobCancellation",
      // The id of a resource is never secret, so the name must not be one that nobody may know.
      properties: { name: secret("projects/p/locations/us-central1/pipelineJobs/named") },
      options: { customTimeouts: { create: "2s" } },
    },
  };
  const { fake, stack } = withStack({ yaml: { resources }, fake: { requireAuthorization: false } });
  const runs: PulumiRun[] = [];

  before(async () => {
    await stack().configure({ "vertex-jobs:accessToken": "canary-config" }, true);
    for (const pipelineJobId of ["token", "named"])
      fake().addPipelineJob({ ...PLACE, pipelineJobId, timeToCancelMs: pipelineJobId === "named" ? 60_000 : 0 });
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "swept", labels: { env: "pr-7" } });
  });

  it("shows and records no secret in any command, a failure included", async () => {
    const verbose = { logVerbosity: 9, diff: true };
    runs.push(await stack().preview(verbose), await stack().fails("up", verbose), await stack().refresh(verbose));
    fake().setPipelineJobState("projects/p/locations/us-central1/pipelineJobs/named", "PIPELINE_STATE_CANCELLED");
    runs.push(await stack().up(verbose));
    assert.match(stack().recordedText(), /JobCancellation/);
    assert.doesNotMatch(stack().recordedText(), CANARY);
    assert.deepEqual(runs.flatMap(leaks), []);
  });

  it("keeps in the outputs secret what is secret among the inputs", async () => {
    const isSecret = (value: unknown) =>
      typeof value === "object" && value !== null && "4dabf18193072939515e22adb298388d" in value;
    const secretsOf = async (name: string) => {
      const { outputs } = await stack().recorded(name);
      return Object.keys(outputs).filter((key) => isSecret(outputs[key]));
    };
    assert.deepEqual(await secretsOf("token"), ["connection"]);
    assert.deepEqual((await secretsOf("nested")).sort(), ["exclude", "triggers"]);
    assert.deepEqual((await secretsOf("named")).sort(), ["name", "project", "region"]);
  });

  it("destroys the stack without showing a secret", async () => {
    const { output } = await stack().destroy({ logVerbosity: 9 });
    assert.deepEqual(leaks({ output }), []);
  });
});

/** Lines with a secret in them. */
function leaks({ output }: Pick<PulumiRun, "output">): string[] {
  return output.split("\n").filter((line) => CANARY.test(line));
}
