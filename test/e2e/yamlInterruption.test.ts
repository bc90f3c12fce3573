import assert from "node:assert/strict";
import { eventually } from "../support/eventually";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

/** Longest time from Ctrl-C to the end of the command, in milliseconds. Without Ctrl-C the command never ends. */
const MOST_TO_END_MS = 20_000;

describe("Ctrl-C on an up of a YAML program", function () {
  this.timeout(120_000);
  const properties = { pipelineJobId: "a", cancelOn: ["create", "delete"] };
  const { fake, stack } = withStack({
    yaml: { resources: { job: { type: "vertex-jobs:PipelineJobCancellation", properties } } },
    fake: { timeToCancelMs: Number.POSITIVE_INFINITY },
  });
  let job: string;

  before(() => {
    job = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
  });

  it("ends the wait, keeps the resource as it was last seen, and leaves nothing pending", async () => {
    const up = stack().start("up");
    await eventually("a look after the cancel", () => calls(fake()).slice(-1)[0] === "pipelineJobs.get" && isAsked());
    up.kill("SIGINT");
    await eventually("the end of the command", () => up.hasEnded, MOST_TO_END_MS);
    assert.notEqual(await up.ended, 0);
    assert.match(up.output, /aborted \(last known: PIPELINE_STATE_CANCELLING, after \d+s\)\. Run `pulumi up` again/);
    const { resources, pending } = await stack().state();
    assert.equal(pending, 0);
    assert.deepEqual(
      resources.map(({ outputs }) => [outputs.state, outputs.desiredState]),
      [["PIPELINE_STATE_CANCELLING", "ACTIVE: PIPELINE_STATE_CANCELLING"]],
    );
  });

  it("is followed by an up that resumes the wait, without a second cancel and without pulumi cancel", async () => {
    fake().clearRequests();
    const stops = eventually("a look", () => calls(fake()).includes("pipelineJobs.get")).then(() =>
      fake().setPipelineJobState(job, "PIPELINE_STATE_CANCELLED"),
    );
    const [{ steps }] = await Promise.all([stack().up(), stops]);
    assert.deepEqual(steps, ["update job"]);
    assert.deepEqual(fake().requestsOf("pipelineJobs.cancel"), []);
    assert.equal((await stack().recorded("job")).outputs.outcome, "CANCELLED");
  });

  const isAsked = () => fake().requestsOf("pipelineJobs.cancel").length === 1;
});
