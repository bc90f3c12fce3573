import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Deadline } from "../../../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import type { ListedJob } from "../../../src/vertex/selection/listedJob";
import { CancelQueue, type CancelQueueOptions } from "../../../src/vertex/stopping/cancelQueue";
import type { JobsById } from "../../../src/vertex/stopping/sharedListing";
import { clientAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { PLACE, withFake } from "../../support/withFake";

const TOO_LATE = { name: "TimeoutError", message: "time was up before the job was asked to stop" };

describe("CancelQueue", () => {
  const fake = withFake();

  const queueOf = (more: Partial<CancelQueueOptions> = {}) =>
    new CancelQueue({
      client: clientAt(fake().endpoint),
      kind: PIPELINE_JOBS,
      location: PLACE,
      deadline: new Deadline(60_000),
      requestsPerMinute: 120,
      listSelected: async () => running("a", "b"),
      ...more,
    });
  const batches = () =>
    fake()
      .requestsOf("pipelineJobs.batchCancel")
      .map(({ body }) => (body as { names: string[] }).names.map((name) => name.split("/").at(-1)));

  it("sends full job names in a batch", async () => {
    for (const pipelineJobId of ["a", "b"]) fake().addPipelineJob({ ...PLACE, pipelineJobId });
    await queueOf().addBatch(["a", "b"]);
    const [request] = fake().requestsOf("pipelineJobs.batchCancel");
    assert.deepEqual(request?.body, {
      names: ["a", "b"].map((id) => `projects/p/locations/us-central1/pipelineJobs/${id}`),
    });
  });

  it("retries a batch with only the remaining jobs, and sends no empty batch", async () => {
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", times: 2, fault: { status: 503 } });
    await inVirtualTime(async () => {
      const left = [running("b"), running()];
      await queueOf({ listSelected: async () => left.shift() ?? running() }).addBatch(["a", "b"]);
    });
    assert.deepEqual(batches(), [["a", "b"], ["b"]]);
  });

  it("returns the jobs of an accepted batch, and does not fail when a batch fails", async () => {
    for (const pipelineJobId of ["a", "b"]) fake().addPipelineJob({ ...PLACE, pipelineJobId });
    assert.deepEqual(await queueOf().addBatch(["a", "b"]), ["a", "b"]);
    fake().addFault({ apiMethod: "pipelineJobs.batchCancel", fault: { status: 400 } });
    assert.deepEqual(await queueOf().addBatch(["a"]), []);
  });

  it("runs at most four single cancels at a time, and at most four cancels from the spare budget", async () => {
    for (let id = 1; id <= 10; id += 1) fake().addPipelineJob({ ...PLACE, pipelineJobId: `job-${id}` });
    const ids = Array.from({ length: 10 }, (_, index) => `job-${index + 1}`);
    await inVirtualTime(async () => {
      for (const isSpare of [false, true]) {
        const queue = queueOf({ requestsPerMinute: 600, listSelected: async () => running(...ids) });
        const lift = fake().addFault({ apiMethod: "pipelineJobs.cancel", fault: { stall: true } });
        const over = new AbortController();
        fake().clearRequests();
        const asked = ids.map((id) => (isSpare ? queue.addSpare(id) : queue.addSingle(id, over.signal)));
        await sleep(1_000);
        assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 4);
        lift();
        await Promise.all(asked);
      }
    });
  });

  it("sends no single cancel to a job that is no longer selected, is being cancelled, or is gone", async () => {
    const state = "PIPELINE_STATE_CANCELLING";
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "unselected" });
    const jobs = new Map([["under-way", { ...jobOf("under-way"), state }]]);
    const queue = queueOf({ listSelected: async () => jobs });
    const { signal } = new AbortController();
    const results = [];
    for (const id of ["unselected", "under-way", "gone"]) results.push((await queue.addSingle(id, signal)).as);
    assert.deepEqual(results, ["notSelected", "underWay", "missing"]);
    assert.deepEqual(fake().requestsOf("pipelineJobs.cancel"), []);
  });

  it("lists jobs once for all single cancels at the same time", async () => {
    for (const pipelineJobId of ["a", "b"]) fake().addPipelineJob({ ...PLACE, pipelineJobId });
    let listings = 0;
    const queue = queueOf({
      listSelected: async () => {
        listings += 1;
        return running("a", "b");
      },
    });
    const { signal } = new AbortController();
    await Promise.all(["a", "b"].map((id) => queue.addSingle(id, signal)));
    assert.equal(listings, 1);
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 2);
  });

  it("reports a refused cancel, and fails when the service denies permission", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", state: "PIPELINE_STATE_SUCCEEDED" });
    const queue = queueOf({ requestsPerMinute: 600 });
    assert.equal((await queue.addSpare("a")).as, "refused");
    fake().addFault({ apiMethod: "pipelineJobs.cancel", fault: { status: 403 } });
    await assert.rejects(queue.addSpare("a"), /HTTP 403/);
  });

  it("sends nothing after the deadline", async () => {
    await inVirtualTime(async () => {
      const queue = queueOf({ deadline: new Deadline(1_000), requestsPerMinute: 600 });
      await sleep(1_000);
      await assert.rejects(queue.addSingle("a", new AbortController().signal), TOO_LATE);
      await assert.rejects(queue.addSpare("a"), TOO_LATE);
      await assert.rejects(queue.addBatch(["a"]), TOO_LATE);
    });
    assert.deepEqual(fake().requests, []);
  });

  it("waits for the spare budget only until the deadline", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    await inVirtualTime(async () => {
      const queue = queueOf({ deadline: new Deadline(30_000), requestsPerMinute: 121 });
      assert.equal((await queue.addSpare("a")).as, "requested");
      await assert.rejects(queue.addSpare("a"), TOO_LATE);
    });
  });
});

function jobOf(id: string): ListedJob {
  const name = `projects/123456789012/locations/us-central1/pipelineJobs/${id}`;
  return { name, state: "PIPELINE_STATE_RUNNING", labels: {}, childCustomJobs: [] };
}

function running(...ids: string[]): JobsById {
  return new Map(ids.map((id) => [id, jobOf(id)]));
}
