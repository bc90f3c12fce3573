import assert from "node:assert/strict";
import { Deadline } from "../../../src/vertex/http/deadline";
import { jobIdOf } from "../../../src/vertex/jobs/jobName";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { listDecisions, listSelected } from "../../../src/vertex/selection/listSelected";
import { selectedAmong } from "../../../src/vertex/selection/selectedAmong";
import { vertexAiAt } from "../../support/vertexAi";
import { PLACE } from "../../support/withFake";
import { withSweeper } from "../../support/withSweeper";

const LIST = "pipelineJobs.list";
const RUNNING = "PIPELINE_STATE_RUNNING";
const CANCELLING = "PIPELINE_STATE_CANCELLING";

/** What others may do to a job before it is listed for the last time, and the state that counts; absent: it is not selected. */
const CHANGES = [
  { what: "is being cancelled", state: CANCELLING, counts: CANCELLING },
  { what: "has ended", state: "PIPELINE_STATE_SUCCEEDED" },
  { what: "is not selected any more", labels: { team: "b", keep: "yes" } },
] as const;

describe("a selection whose listings omit a field", () => {
  const { fake, sweep, asked } = withSweeper({ fieldsLeftOutOfLists: ["pipelineSpec"] });
  const exclude = { pipelineName: "prod", labels: { keep: "*" } };
  const selection = () => ({ selector: { labels: { team: "a" } }, exclude, kind: PIPELINE_JOBS, nowMs: Date.now() });
  const pipelineSpec = { pipelineInfo: { name: "dev" } };

  /** `at-once` is decided by the first listing, `open` by the last one, before which something is done to both. */
  function addJobs(change: (name: string) => void): readonly string[] {
    const keep = { keep: "yes" };
    const names = Object.entries({ "at-once": {}, open: keep }).map(([pipelineJobId, labels]) =>
      fake().addPipelineJob({ ...PLACE, pipelineJobId, pipelineSpec, labels: { team: "a", ...labels } }),
    );
    let lists = 0;
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod === LIST) lists += 1;
      if (apiMethod === LIST && lists === 3) names.forEach(change);
    });
    return names;
  }

  for (const { what, ...change } of CHANGES) {
    const happen = (name: string) => {
      if ("state" in change) fake().setJobState(name, change.state);
      else fake().setJobLabels(name, change.labels);
    };
    const expected = "counts" in change ? ["at-once", "open"].map((id) => [id, change.counts]) : [];

    it(`decides by the last listing, if that shows that a job ${what}`, async () => {
      addJobs(happen);
      const last = new Map<string, string>();
      const deadline = new Deadline(60_000);
      for await (const { name, job } of listDecisions(vertexAiAt(fake().endpoint), PLACE, selection(), deadline)) {
        if (job) last.set(jobIdOf(name), job.state);
        else last.delete(jobIdOf(name));
      }
      assert.deepEqual([...last], expected);
    });

    it(`makes a sweep cancel no job that ${what} in the last listing`, async () => {
      const names = addJobs((name) => {
        happen(name);
        setTimeout(() => fake().setJobState(name, "PIPELINE_STATE_CANCELLED"), 3_000);
      });
      const { failure } = await sweep({ allJobs: true }, { selections: [selection()] });
      assert.equal(failure, undefined);
      assert.deepEqual(
        asked().filter((name) => names.includes(name)),
        [],
      );
    });
  }

  it("yields each job once in a listing of what is selected, as it was at first", async () => {
    addJobs((name) => fake().setJobState(name, CANCELLING));
    const jobs: (readonly [string, string])[] = [];
    const deadline = new Deadline(60_000);
    for await (const { name, state } of listSelected(vertexAiAt(fake().endpoint), PLACE, selection(), deadline)) {
      jobs.push([jobIdOf(name), state]);
    }
    assert.deepEqual(jobs, [
      ["at-once", RUNNING],
      ["open", CANCELLING],
    ]);
  });

  it("finds out of some jobs what the last listing says", async () => {
    addJobs((name) => {
      if (name.endsWith("at-once")) fake().setJobState(name, CANCELLING);
      else fake().setJobLabels(name, { team: "b" });
    });
    const states = new Map(["at-once", "open"].map((id) => [id, RUNNING]));
    const found = await selectedAmong(vertexAiAt(fake().endpoint), PLACE, selection(), states, new Deadline(60_000));
    assert.deepEqual(
      found.map(({ name, state }) => [jobIdOf(name), state]),
      [["at-once", CANCELLING]],
    );
  });
});
