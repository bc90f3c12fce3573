import assert from "node:assert/strict";
import { FakeVertexAi } from "../../src/testing";
import { JOB, PARENT, useFake } from "./useFake";

describe("FakeVertexAi quota", () => {
  const under = useFake({ quota: { requestsPerMinute: 2, batchesPerMinute: 1 } });

  it("answers 429 in Google's words once it is used up, and recovers after a minute", async () => {
    const statuses = [];
    for (let count = 0; count < 3; count++) {
      statuses.push((await under.get(`${PARENT}/pipelineJobs`)).status);
    }
    assert.deepEqual(statuses, [200, 200, 429]);
    const error = await under.errorOf(under.get(`${PARENT}/pipelineJobs`));
    assert.equal(error.status, "RESOURCE_EXHAUSTED");
    assert.match(
      String(error.message),
      /^Quota exceeded for quota metric 'Resource management \(CRUD\) requests' and limit 'Resource management \(CRUD\) requests per minute per region' of service 'aiplatform\.googleapis\.com' for consumer 'project_number:/,
    );
    under.clock.advance(59_999);
    assert.equal((await under.get(`${PARENT}/pipelineJobs`)).status, 429);
    under.clock.advance(1);
    assert.equal((await under.get(`${PARENT}/pipelineJobs`)).status, 200);
  });

  it("counts batches apart, and each region for itself", async () => {
    const names = [under.fake.addPipelineJob(JOB)];
    const cancelBatch = async () => (await under.post(`${PARENT}/pipelineJobs:batchCancel`, { names })).status;
    assert.deepEqual([await cancelBatch(), await cancelBatch()], [200, 429]);
    assert.equal((await under.get(`${PARENT}/pipelineJobs`)).status, 200);
    assert.equal((await under.get("projects/p/locations/europe-west4/pipelineJobs")).status, 200);
  });
});

describe("FakeVertexAi randomFaults", () => {
  async function statuses(seed: number, rate: number): Promise<number[]> {
    const fake = await FakeVertexAi.start({ seed, randomFaults: { rate, faults: [{ status: 500 }, { status: 503 }] } });
    try {
      for (let count = 0; count < 60; count++) {
        await (await fetch(`${fake.endpoint}${PARENT}/pipelineJobs`)).text();
      }
      return fake.requests.map(({ status }) => status);
    } finally {
      await fake.stop();
    }
  }

  it("strike at about the given rate, the same requests for the same seed", async () => {
    const first = await statuses(1, 0.5);
    assert.deepEqual(await statuses(1, 0.5), first);
    assert.notDeepEqual(await statuses(2, 0.5), first);
    const struck = first.filter((status) => status !== 200).length;
    assert.ok(struck > 15 && struck < 45, `${struck} of 60`);
    assert.deepEqual([...new Set(first)].sort(), [200, 500, 503]);
  });

  it("refuse a rate that is not between 0 and 1", async () => {
    await assert.rejects(statuses(1, 2), RangeError);
  });
});
