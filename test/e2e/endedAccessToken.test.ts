import assert from "node:assert/strict";
import { PipelineJobCancellation } from "../../src";
import { PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

describe("a stack whose access token has expired since the last up", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack({ fake: { requireAuthorization: true } });

  before(async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    stack().program = async () => {
      new PipelineJobCancellation("job", { pipelineJobId: "a", cancelOn: ["delete"] });
    };
    await stack().up();
    fake().addFault({ fault: { status: 401 }, times: 1 });
    stack().setVariable("GOOGLE_OAUTH_ACCESS_TOKEN", "fresh");
  });

  it("uses the access token of the environment on destroy and reports it in one line", async () => {
    const run = await stack().destroy();
    assert.equal(fake().pipelineJobs[0]?.state, "PIPELINE_STATE_CANCELLED");
    assert.deepEqual(run.messages("info"), [
      "gcp:accessToken of the last `pulumi up` is not valid any more: using GOOGLE_OAUTH_ACCESS_TOKEN instead",
    ]);
  });
});
