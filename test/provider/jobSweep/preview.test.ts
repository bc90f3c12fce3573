import assert from "node:assert/strict";
import sinon from "sinon";
import { render } from "../../../src/messages/render";
import type { SweepInputs } from "../../../src/provider/jobSweep/inputs";
import { describeFound } from "../../../src/provider/jobSweep/preview";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import type { FoundJob } from "../../../src/vertex/stopping/foundJob";
import { PLACE } from "../../support/withFake";

const INPUTS = { kinds: ["pipelineJobs"], maxJobs: 100, cancelOn: ["create"] } as unknown as SweepInputs;
const NOW = "2026-01-01T12:00:00Z";

function found(id: string, more: Partial<FoundJob["job"]> = {}): FoundJob {
  const name = `projects/1/locations/us-central1/pipelineJobs/${id}`;
  return {
    kind: PIPELINE_JOBS,
    location: PLACE,
    job: { name, state: "PIPELINE_STATE_RUNNING", labels: {}, childJobs: [], ...more },
  };
}
const many = (count: number) => Array.from({ length: count }, (_, index) => found(`job-${index}`));

/** What a preview shows of jobs. */
const shown = (...args: Parameters<typeof describeFound>) => render(describeFound(...args));

describe("describeFound", () => {
  let clock: sinon.SinonFakeTimers;
  before(() => {
    clock = sinon.useFakeTimers({ now: Date.parse(NOW), toFake: ["Date"] });
  });
  after(() => clock.restore());

  it("says that no job matches", () => {
    assert.equal(shown([], INPUTS), "no job matches now");
  });

  it("shows the display name, state, age, and user labels of a job", () => {
    const job = found("a", {
      displayName: "Train",
      createTime: "2026-01-01T10:30:00Z",
      labels: { env: "pr-7", team: "x", "vertex-ai-pipelines-run-billing-id": "1" },
    });
    assert.equal(
      shown([job], INPUTS),
      "would stop 1 job:\n  us-central1/a  Train  PIPELINE_STATE_RUNNING  1h30m old  env=pr-7 team=x",
    );
  });

  it("omits a display name that equals the job ID and an unknown age", () => {
    const job = found("a", { displayName: "a", createTime: "some day" });
    assert.equal(shown([job], INPUTS), "would stop 1 job:\n  us-central1/a  PIPELINE_STATE_RUNNING");
    const young = found("a", { createTime: "2026-01-01T12:00:05Z" });
    assert.match(shown([young], INPUTS), /RUNNING {2}0s old$/);
  });

  it("replaces control characters and line breaks", () => {
    const job = found("a", { displayName: "Train\n\u001b[2J\u0007", labels: { env: "a\r\nb" } });
    assert.equal(
      shown([job], INPUTS),
      "would stop 1 job:\n  us-central1/a  Train ?[2J?  PIPELINE_STATE_RUNNING  env=a b",
    );
  });

  it("shows 20 jobs and counts the others", () => {
    assert.equal(shown(many(20), INPUTS).split("\n").length, 21);
    const lines = shown(many(1_022), { ...INPUTS, maxJobs: 2_000 }).split("\n");
    assert.deepEqual([lines.length, lines[0], lines.at(-1)], [22, "would stop 1,022 jobs:", "  and 1,002 more"]);
  });

  it("says that jobs would be stopped on delete", () => {
    const [head] = shown(many(2), { ...INPUTS, cancelOn: ["delete"] }).split("\n");
    assert.equal(head, "would stop 2 jobs when this is deleted:");
  });

  it("says that it refuses more than maxJobs jobs", () => {
    const headOf = (count: number) => shown(many(count), { ...INPUTS, maxJobs: 2 }).split("\n")[0];
    assert.equal(headOf(2), "would stop 2 jobs:");
    assert.equal(headOf(3), "would stop 3 jobs, which is refused: maxJobs is 2:");
  });
});
