import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "../../package.json";
import { PipelineJobCancellation, PipelineJobSweep } from "../../src";
import { repository } from "../support/repository";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

/** Has the stack of {@link program} as each version has left it, in a file named after the version. */
const STATES = join(repository, "test", "fixtures", "states");
const JOBS = `projects/${PLACE.project}/locations/${PLACE.region}/pipelineJobs`;

async function program(): Promise<void> {
  new PipelineJobCancellation("stopped", { pipelineJobId: "stopped", triggers: [1] });
  new PipelineJobCancellation("deferred", { pipelineJobId: "deferred", cancelOn: ["delete"] });
  new PipelineJobSweep("swept", {
    selector: { labels: { env: "pr-7" } },
    cancelOn: ["create", "delete"],
    pauseSchedules: true,
  });
}

describe("a state that was written by version", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();

  before(() => {
    stack().program = program;
  });
  beforeEach(() => {
    for (const pipelineJobId of ["stopped", "deferred"]) fake().addPipelineJob({ ...PLACE, pipelineJobId });
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "swept", labels: { env: "pr-7" } });
  });

  for (const file of readdirSync(STATES)) {
    it(`${file.replace(/\.json$/, "")} needs no change, can be refreshed, and does on destroy what it says`, async () => {
      const text = readFileSync(join(STATES, file), "utf8").replaceAll("{endpoint}", fake().endpoint);
      await stack().import(JSON.parse(text));
      fake().clearRequests();
      assert.deepEqual((await stack().up()).changes, { same: 4 });
      assert.deepEqual(calls(fake()), []);
      fake().setPipelineJobState(`${JOBS}/stopped`, "PIPELINE_STATE_CANCELLED");
      await stack().refresh();
      const { changes } = await stack().destroy();
      assert.deepEqual(changes, { delete: 4 });
      const cancelled = fake().requests.filter(({ path }) => /[cC]ancel$/.test(path));
      assert.equal(cancelled.length, 2);
      for (const id of ["deferred", "swept"]) {
        assert.equal(fake().pipelineJob(`${JOBS}/${id}`)?.state, "PIPELINE_STATE_CANCELLED");
      }
    });
  }

  it("of package.json is among them: RECORD_STATE=1 adds it before a release", async () => {
    const file = join(STATES, `${version}.json`);
    if (process.env.RECORD_STATE) {
      await stack().up();
      const text = JSON.stringify(await stack().export(), withoutPlaces, 2);
      writeFileSync(file, `${text.replaceAll(fake().endpoint, "{endpoint}")}\n`);
      await stack().destroy();
    }
    assert.ok(existsSync(file));
  });
});

/** Where a program was on the machine that recorded it is nobody's business. */
function withoutPlaces(key: string, value: unknown): unknown {
  return ["sourcePosition", "stackTrace", "propertyDependencies"].includes(key) ? undefined : value;
}
