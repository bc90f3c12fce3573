import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpError } from "../../../src/vertex/errors";
import { Deadline } from "../../../src/vertex/http/deadline";
import { type JobName, jobIdOf } from "../../../src/vertex/jobs/jobName";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { calls, PLACE, withFake } from "../../support/withFake";

const GET = "pipelineJobs.get";
const LIST = "pipelineJobs.list";

/** What became of a promise: its value, or its error. */
const settled = <Value>(promise: Promise<Value>) => promise.catch((error: unknown) => error as Error);

describe("SharedLooks", () => {
  const fake = withFake();
  const add = (pipelineJobId: string, seed = {}) => fake().addPipelineJob({ ...PLACE, pipelineJobId, ...seed });
  const nameOf = (jobId: string): JobName => ({ ...PLACE, jobId });

  /** Looks at jobs at once; what each look has seen, or its error. */
  async function lookAt(
    jobIds: readonly string[],
    { timeoutMs = 60_000, signals = {} as Record<string, AbortSignal> } = {},
  ) {
    const { looks } = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
    const never = new AbortController().signal;
    return inVirtualTime(() =>
      Promise.all(jobIds.map((id) => settled(looks.look(nameOf(id), new Deadline(timeoutMs), signals[id] ?? never)))),
    );
  }

  const shown = (answers: readonly (Error | { name: string; state?: string })[]) =>
    answers.map((answer) => (answer instanceof Error ? answer.name : `${jobIdOf(answer.name)} ${answer.state}`));

  it("sends a get for a look that is alone, and asks for no tasks", async () => {
    add("a");
    assert.deepEqual(shown(await lookAt(["a"])), ["a PIPELINE_STATE_RUNNING"]);
    assert.deepEqual(calls(fake()), [GET]);
    assert.doesNotMatch(String(fake().requests[0]?.query.fields), /jobDetail/);
  });

  it("answers looks that come together by one listing, each with its own job", async () => {
    const ids = Array.from({ length: 9 }, (_, index) => `job-${index}`);
    for (const id of ids) add(id);
    assert.deepEqual(
      shown(await lookAt(ids)),
      ids.map((id) => `${id} PIPELINE_STATE_RUNNING`),
    );
    assert.deepEqual(calls(fake()), [GET, LIST]);
  });

  it("gets each job that is not in the listing, and tells each caller its own answer", async () => {
    for (const id of ["a", "b", "c"]) add(id);
    add("ended", { state: "PIPELINE_STATE_FAILED" });
    const answers = await lookAt(["a", "b", "gone", "ended", "c"]);
    assert.deepEqual(shown(answers), [
      "a PIPELINE_STATE_RUNNING",
      "b PIPELINE_STATE_RUNNING",
      "HttpError",
      "ended PIPELINE_STATE_FAILED",
      "c PIPELINE_STATE_RUNNING",
    ]);
    assert.equal((answers[2] as HttpError).answer.status, 404);
    assert.deepEqual(calls(fake()).toSorted(), [GET, GET, GET, LIST]);
  });

  it("takes from a listing that jobs have ended only if the callers say so", async () => {
    const ids = Array.from({ length: 8 }, (_, index) => `job-${index}`);
    for (const id of ids) add(id, { state: "PIPELINE_STATE_CANCELLED" });
    const { looks } = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
    const never = new AbortController().signal;
    const all = (takesEnded: boolean) =>
      inVirtualTime(() =>
        Promise.all(ids.map((id) => looks.look(nameOf(id), new Deadline(60_000), never, takesEnded))),
      );
    assert.deepEqual(new Set((await all(true)).map(({ state }) => state)), new Set(["PIPELINE_STATE_CANCELLED"]));
    assert.deepEqual(calls(fake()), [GET, LIST]);
    fake().clearRequests();
    await all(false);
    assert.deepEqual(calls(fake()).toSorted(), [...Array(8).fill(GET), LIST]);
  });

  it("tells each of two callers of one job only what that caller takes from a listing", async () => {
    for (const id of ["a", "b", "c"]) add(id, { state: "PIPELINE_STATE_CANCELLED" });
    const { looks } = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
    const requests = ["a", "a", "b", "c"].map((jobId, index) => {
      return {
        name: nameOf(jobId),
        deadline: new Deadline(60_000),
        signal: new AbortController().signal,
        takesEnded: index > 0,
      };
    });
    await inVirtualTime(() => Promise.all(looks.lookTogether(requests)));
    assert.deepEqual(calls(fake()), [LIST, GET]);
  });

  it("asks for the jobs by their ids, in filters that are not too long", async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `${"training-pipeline-of-the-team-".repeat(3)}${index}`);
    for (const id of ids) add(id);
    for (let index = 0; index < 350; index++) add(`other-${index}`);
    assert.equal(shown(await lookAt(ids)).filter((one) => one.endsWith("RUNNING")).length, 100);
    const filters = fake()
      .requestsOf(LIST)
      .map(({ query }) => String(query.filter));
    assert.ok(filters.every((filter) => filter.length <= 4_000));
    assert.deepEqual(
      filters.flatMap((filter) => filter.split(" OR ")),
      ids.slice(1).map((id) => `pipeline_job_user_id="${id}"`),
    );
  });

  describe("if the service does not filter by ids", () => {
    const refuse = () =>
      fake().addFault({ apiMethod: LIST, times: 1, fault: { status: 400, message: "invalid filter field" } });

    it("reads a listing of active jobs, and asks for no ids again", async () => {
      const { looks } = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
      refuse();
      const ids = ["a", "b", "c", "d"];
      for (const id of ids) add(id);
      const never = new AbortController().signal;
      const lookAtAll = () => Promise.all(ids.map((id) => looks.look(nameOf(id), new Deadline(60_000), never)));
      await inVirtualTime(async () => {
        await lookAtAll();
        await sleep(1_000);
        await lookAtAll();
      });
      assert.deepEqual(calls(fake()), [GET, LIST, LIST, GET, LIST]);
      assert.match(String(fake().requests.at(-1)?.query.filter), /^state="PIPELINE_STATE_QUEUED" OR /);
    });

    it("learns by one listing of the last changes which jobs of a resumed sweep have ended", async () => {
      refuse();
      const ids = Array.from({ length: 8 }, (_, index) => `job-${index}`);
      for (const id of ids) add(id, { state: "PIPELINE_STATE_CANCELLED" });
      const { looks } = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
      const never = new AbortController().signal;
      await inVirtualTime(() =>
        Promise.all(ids.map((id) => looks.look(nameOf(id), new Deadline(60_000), never, true))),
      );
      assert.deepEqual(calls(fake()), [GET, LIST, LIST]);
    });

    it("stops reading a listing that costs more requests than it saves", async () => {
      refuse();
      for (let index = 0; index < 350; index++) add(`other-${index}`, { createTime: "2026-01-02T00:00:00Z" });
      const ids = ["a", "b", "c", "d"];
      for (const id of ids) add(id, { createTime: "2026-01-01T00:00:00Z" });
      assert.equal(shown(await lookAt(ids)).filter((one) => one.endsWith("RUNNING")).length, 4);
      assert.deepEqual(calls(fake()).toSorted(), [GET, GET, GET, GET, LIST, LIST]);
    });
  });

  it("does not read a listing again for 10 s that saved no request", async () => {
    const ids = ["a", "b", "c"];
    for (const id of ids) add(id, { state: "PIPELINE_STATE_CANCELLED" });
    const { looks } = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
    const never = new AbortController().signal;
    const lookAtAll = () => Promise.all(ids.map((id) => looks.look(nameOf(id), new Deadline(60_000), never)));
    await inVirtualTime(async () => {
      for (const waitMs of [1_000, 10_000, 0]) {
        await lookAtAll();
        await sleep(waitMs);
      }
    });
    assert.equal(calls(fake()).filter((call) => call === LIST).length, 2);
    assert.equal(calls(fake()).filter((call) => call === GET).length, 9);
  });

  it("gets every job if the listing is denied, and does not ask for it again", async () => {
    const { looks } = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
    fake().addFault({ apiMethod: LIST, fault: { status: 403 } });
    for (const id of ["a", "b", "c"]) add(id);
    const all = () =>
      Promise.all(
        ["a", "b", "c"].map((id) => looks.look(nameOf(id), new Deadline(60_000), new AbortController().signal)),
      );
    await inVirtualTime(all);
    await inVirtualTime(all);
    assert.deepEqual(calls(fake()).toSorted(), [GET, GET, GET, GET, GET, GET, LIST]);
  });

  for (const [what, fault] of Object.entries({
    "is refused": { status: 400 },
    fails: { status: 503 },
    "never ends": { stall: true as const },
    "is no listing": { body: '{"pipelineJobs": 1}' },
    "is empty": { body: "{}" },
  })) {
    it(`gets every job if the listing ${what}`, async () => {
      fake().addFault({ apiMethod: LIST, fault });
      for (const id of ["a", "b", "c"]) add(id);
      assert.equal(shown(await lookAt(["a", "b", "c"])).filter((one) => one.endsWith("RUNNING")).length, 3);
    });
  }

  it("gets a job whose state the listing leaves out", async () => {
    for (const id of ["a", "b"]) add(id);
    const listed = { name: "projects/1/locations/us-central1/pipelineJobs/b" };
    fake().addFault({ apiMethod: LIST, fault: { body: JSON.stringify({ pipelineJobs: [listed] }) } });
    assert.deepEqual(shown(await lookAt(["a", "b"])), ["a PIPELINE_STATE_RUNNING", "b PIPELINE_STATE_RUNNING"]);
  });

  it("fails only the caller whose job is forbidden", async () => {
    for (const id of ["a", "b"]) add(id);
    fake().addFault({ apiMethod: GET, path: "/secret", fault: { status: 403 } });
    assert.deepEqual(shown(await lookAt(["a", "secret", "b"])), [
      "a PIPELINE_STATE_RUNNING",
      "HttpError",
      "b PIPELINE_STATE_RUNNING",
    ]);
  });

  it("leaves the others waiting when one caller aborts, and aborts the listing when all have", async () => {
    for (const id of ["a", "b", "c"]) add(id);
    const aborting = new AbortController();
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod === LIST) aborting.abort();
    });
    const answers = await lookAt(["a", "b", "c"], { signals: { b: aborting.signal } });
    assert.deepEqual(shown([answers[0], answers[2]].map((one) => one ?? new Error())), [
      "a PIPELINE_STATE_RUNNING",
      "c PIPELINE_STATE_RUNNING",
    ]);
    assert.equal((answers[1] as Error).name, "AbortError");
    fake().clearRequests();
    const answered = await lookAt(["a", "b", "c"], { signals: { b: AbortSignal.abort(), c: AbortSignal.abort() } });
    assert.deepEqual(calls(fake()), [GET]);
    assert.deepEqual(shown(answered), ["a PIPELINE_STATE_RUNNING", "AbortError", "AbortError"]);
  });
});
