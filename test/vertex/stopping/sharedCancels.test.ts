import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { HttpError } from "../../../src/vertex/errors";
import { Deadline } from "../../../src/vertex/http/deadline";
import { jobIdOf } from "../../../src/vertex/jobs/jobName";
import { CUSTOM_JOBS, PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { cancelledNames } from "../../support/sweepJobs";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { calls, PLACE, withFake } from "../../support/withFake";

const CANCEL = "pipelineJobs.cancel";
const BATCH = "pipelineJobs.batchCancel";

/** What became of a promise: its value, or its error. */
const settled = <Value>(promise: Promise<Value>) => promise.catch((error: unknown) => error as Error);

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

  describe("when a caller says that a cancel has become needless", () => {
    /** Asks for cancels; those of the needless jobs are needless after a minute, in which nothing can be sent. */
    const cancelLate = (jobIds: readonly string[], needless: readonly string[], isAlone = false) =>
      inVirtualTime(async () => {
        for (const id of jobIds) add(id);
        const vertexAi = vertexAiAt(fake().endpoint);
        const deadline = new Deadline(120_000);
        vertexAi.client.transport.budgetOf(PLACE).claim(2);
        for (let count = 0; count < 2; count += 1) await vertexAi.client.list(PIPELINE_JOBS, PLACE, {}, deadline);
        let isLate = false;
        setTimeout(() => {
          isLate = true;
        }, 30_000);
        const { cancels } = vertexAi.coordinatorOf(PIPELINE_JOBS, PLACE);
        const sent = jobIds.map((jobId) => {
          const isNeedless = () => isLate && needless.includes(jobId);
          return cancels.cancel({ ...PLACE, jobId }, { deadline, signal: never, isAlone, isNeedless });
        });
        return { answers: await Promise.all(sent), asked: cancelledNames(fake()).map(jobIdOf) };
      });

    it("sends a batch without it", async () => {
      const { answers, asked } = await cancelLate(ids(3), ["job-1"]);
      assert.deepEqual(answers, ["batchCancel", "needless", "batchCancel"]);
      assert.deepEqual(asked, ["job-0", "job-2"]);
    });

    it("sends no batch in which every cancel is needless", async () => {
      const { answers, asked } = await cancelLate(ids(3), ids(3));
      assert.deepEqual([answers, asked], [["needless", "needless", "needless"], []]);
    });

    for (const isAlone of [false, true]) {
      it(`does not send it by itself${isAlone ? ", if its caller wants it to be alone" : ""}`, async () => {
        const { answers, asked } = await cancelLate(ids(1), ids(1), isAlone);
        assert.deepEqual([answers, asked], [["needless"], []]);
      });
    }
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
