import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { HttpError } from "../../../src/vertex/errors";
import { Deadline } from "../../../src/vertex/http/deadline";
import { type JobName, jobIdOf } from "../../../src/vertex/jobs/jobName";
import { CUSTOM_JOBS, PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { cancelledNames } from "../../support/sweepJobs";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { calls, PLACE, withFake } from "../../support/withFake";

const GET = "pipelineJobs.get";
const LIST = "pipelineJobs.list";
const CANCEL = "pipelineJobs.cancel";
const BATCH = "pipelineJobs.batchCancel";

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

describe("SharedCancels", () => {
  const fake = withFake();
  const add = (pipelineJobId: string) => fake().addPipelineJob({ ...PLACE, pipelineJobId });
  const never = new AbortController().signal;

  async function cancel(jobIds: readonly string[], kind = PIPELINE_JOBS) {
    const { cancels } = vertexAiAt(fake().endpoint).coordinatorOf(kind, PLACE);
    return inVirtualTime(() => {
      const options = { deadline: new Deadline(60_000), signal: never };
      return Promise.all(jobIds.map((jobId) => settled(cancels.cancel({ ...PLACE, jobId }, options))));
    });
  }

  const ids = (count: number) => Array.from({ length: count }, (_, index) => `job-${index}`);

  it("cancels a job that is alone by itself", async () => {
    add("a");
    assert.deepEqual(await cancel(["a"]), ["cancel"]);
    assert.deepEqual(calls(fake()), [CANCEL]);
  });

  it("cancels jobs that come together in batches of 32, and says of each how it was accepted", async () => {
    for (const id of ids(70)) add(id);
    const accepted = await cancel(ids(70));
    assert.deepEqual(new Set(accepted), new Set(["batchCancel"]));
    assert.deepEqual(calls(fake()), [BATCH, BATCH, BATCH]);
    assert.deepEqual(cancelledNames(fake()).map(jobIdOf).sort(), ids(70).sort());
  });

  it("names a job once in a batch although two callers ask for it", async () => {
    for (const id of ids(2)) add(id);
    assert.deepEqual(await cancel([...ids(2), ...ids(2)]), Array(4).fill("batchCancel"));
    assert.deepEqual(cancelledNames(fake()).map(jobIdOf), ids(2));
  });

  it("cancels each job of a batch by itself if batches are denied", async () => {
    for (const id of ids(4)) add(id);
    fake().addFault({ apiMethod: BATCH, fault: { status: 403 } });
    assert.deepEqual(await cancel(ids(4)), ["cancel", "cancel", "cancel", "cancel"]);
  });

  it("tells every caller of a batch that was refused as a whole, and cancels none of its jobs", async () => {
    for (const id of ids(4)) add(id);
    fake().addFault({ apiMethod: BATCH, fault: { status: 400 } });
    assert.deepEqual(new Set(await cancel(ids(4))), new Set(["batchRefused"]));
    assert.deepEqual(calls(fake()), [BATCH]);
  });

  it("sends nothing for a caller whose time is up", async () => {
    const { cancels } = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
    const late = { deadline: new Deadline(0), signal: never };
    const asked = [...ids(2).map((id) => [id, late] as const), ["alone", { ...late, isAlone: true }] as const];
    for (const sent of asked.map(([jobId, options]) => cancels.cancel({ ...PLACE, jobId }, options))) {
      await assert.rejects(sent, { name: "TimeoutError", message: "time was up before the job was asked to stop" });
    }
    assert.deepEqual(calls(fake()), []);
  });

  it("asks at most eight jobs by themselves at a time", async () => {
    for (const id of ids(20)) add(id);
    const lift = fake().addFault({ apiMethod: CANCEL, fault: { stall: true } });
    await inVirtualTime(async () => {
      const { cancels } = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
      const options = { deadline: new Deadline(60_000), signal: never, isAlone: true };
      const sent = ids(20).map((jobId) => settled(cancels.cancel({ ...PLACE, jobId }, options)));
      await sleep(1_000);
      assert.equal(calls(fake()).length, 8);
      lift();
      await Promise.all(sent);
    });
  });

  it("gathers what comes within 100 ms of a request, however soon that was answered", async () => {
    for (const id of ids(4)) add(id);
    const { cancels } = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
    const after = (ms: number, jobId: string) =>
      new Promise((resolve) => setTimeout(resolve, ms)).then(() =>
        cancels.cancel({ ...PLACE, jobId }, { deadline: new Deadline(60_000), signal: never }),
      );
    await inVirtualTime(() => Promise.all(ids(4).map((jobId, index) => after(index * 20, jobId))));
    assert.deepEqual(calls(fake()), [CANCEL, BATCH]);
  });

  it("tells every caller of a batch that failed, so that each looks before it asks again", async () => {
    for (const id of ids(3)) add(id);
    fake().addFault({ apiMethod: BATCH, fault: { status: 503 } });
    const failures = await cancel(ids(3));
    assert.ok(failures.every((error) => error instanceof HttpError && error.answer.status === 503));
  });

  it("aborts a batch when all of its callers abort, and not before", async () => {
    for (const id of ids(3)) add(id);
    const { cancels } = vertexAiAt(fake().endpoint).coordinatorOf(PIPELINE_JOBS, PLACE);
    fake().addFault({ apiMethod: BATCH, fault: { stall: true } });
    await inVirtualTime(async () => {
      const [first, second] = [new AbortController(), new AbortController()];
      const deadline = new Deadline(60_000);
      const signals = [first.signal, first.signal, second.signal];
      const sent = ids(3).map((jobId, index) =>
        settled(cancels.cancel({ ...PLACE, jobId }, { deadline: deadline, signal: signals[index] ?? never })),
      );
      setTimeout(() => first.abort(), 1_000);
      setTimeout(() => second.abort(), 2_000);
      await Promise.all(sent);
      assert.equal(deadline.elapsedMs(), 2_000);
    });
    assert.deepEqual(calls(fake()), [BATCH]);
  });

  it("makes no batch of a kind that has none", async () => {
    const jobIds = ["1", "2", "3"];
    for (const customJobId of jobIds) fake().addCustomJob({ ...PLACE, customJobId });
    assert.deepEqual(await cancel(jobIds, CUSTOM_JOBS), ["cancel", "cancel", "cancel"]);
  });
});
