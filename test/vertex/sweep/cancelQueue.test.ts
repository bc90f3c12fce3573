import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Deadline } from "../../../src/vertex/deadline";
import { CancelQueue, type CancelQueueOptions } from "../../../src/vertex/sweep/cancelQueue";
import { clientAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { PLACE, withFake } from "../../support/withFake";

const TOO_LATE = { name: "TimeoutError", message: "time was up before the job was asked to stop" };

describe("CancelQueue", () => {
  const fake = withFake();

  const queueOf = (more: Partial<CancelQueueOptions> = {}) =>
    new CancelQueue({
      client: clientAt(fake().endpoint),
      place: PLACE,
      deadline: new Deadline(60_000),
      requestsPerMinute: 120,
      stillToAsk: async (jobIds) => [...jobIds],
      ...more,
    });
  const batches = () =>
    fake()
      .requestsOf("pipelineJobs.batchCancel")
      .map(({ body }) => (body as { names: string[] }).names.map((name) => name.split("/").at(-1)));

  it("asks by full names in a batch", async () => {
    for (const pipelineJobId of ["a", "b"]) fake().addPipelineJob({ ...PLACE, pipelineJobId });
    await queueOf().addBatch(["a", "b"]);
    const [request] = fake().requestsOf("pipelineJobs.batchCancel");
    assert.deepEqual(request?.body, {
      names: ["a", "b"].map((id) => `projects/p/locations/us-central1/pipelineJobs/${id}`),
    });
  });

  it("asks in a repeated batch those only who still are to be asked, and sends none for nobody", async () => {
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", times: 2, fault: { status: 503 } });
    await inVirtualTime(async () => {
      const left = [["b"], []];
      await queueOf({ stillToAsk: async () => left.shift() ?? [] }).addBatch(["a", "b"]);
    });
    assert.deepEqual(batches(), [["a", "b"], ["b"]]);
  });

  it("does not fail with a batch: its jobs are looked at anyway", async () => {
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 400 } });
    await queueOf().addBatch(["a"]);
    assert.deepEqual(batches(), [["a"]]);
  });

  it("has four single cancels under way at most, and four of those that the budget has to spare", async () => {
    await inVirtualTime(async () => {
      const queue = queueOf({ requestsPerMinute: 600 });
      for (const add of [queue.addSingle.bind(queue), queue.addSpare.bind(queue)]) {
        let underWay = 0;
        let most = 0;
        const cancel = async () => {
          underWay += 1;
          most = Math.max(most, underWay);
          await sleep(10);
          underWay -= 1;
        };
        await Promise.all(Array.from({ length: 10 }, () => add(cancel)));
        assert.equal(most, 4);
      }
    });
  });

  it("gives what the cancel gives, and fails as it fails", async () => {
    const queue = queueOf({ requestsPerMinute: 600 });
    assert.equal(await queue.addSingle(async () => "asked"), "asked");
    assert.equal(await queue.addSpare(async () => "asked"), "asked");
    const fail = () => Promise.reject(new RangeError("no"));
    await assert.rejects(queue.addSingle(fail), RangeError);
    await assert.rejects(queue.addSpare(fail), RangeError);
  });

  it("begins nothing once time is up", async () => {
    await inVirtualTime(async () => {
      const queue = queueOf({ deadline: new Deadline(1_000), requestsPerMinute: 600 });
      await sleep(1_000);
      const begun = () => Promise.reject(new Error("was begun"));
      await assert.rejects(queue.addSingle(begun), TOO_LATE);
      await assert.rejects(queue.addSpare(begun), TOO_LATE);
      await assert.rejects(queue.addBatch(["a"]), TOO_LATE);
    });
    assert.deepEqual(batches(), []);
  });

  it("waits no longer than there is time for what the budget has to spare", async () => {
    await inVirtualTime(async () => {
      const queue = queueOf({ deadline: new Deadline(30_000), requestsPerMinute: 121 });
      assert.equal(await queue.addSpare(async () => "asked"), "asked");
      await assert.rejects(
        queue.addSpare(async () => "asked"),
        TOO_LATE,
      );
    });
  });
});
