import assert from "node:assert/strict";
import { partialOutputs } from "../../support/resourceDriver";
import { inVirtualTime } from "../../support/virtualTime";
import { NAME, withCancellation } from "../../support/withCancellation";
import { calls } from "../../support/withFake";

const GET = "pipelineJobs.get";
const CANCEL = "pipelineJobs.cancel";

describe("PipelineJobCancellation", () => {
  const { fake, provider, add, callsOf } = withCancellation();

  describe("on create", () => {
    it("stops the job and records its states and times and the project as given", async () => {
      add({ timeToCancelMs: 2_500 });
      const outs = await inVirtualTime(() => provider().create({ pipelineJobId: "a" }));
      assert.equal(outs.name, NAME);
      assert.deepEqual(
        [outs.outcome, outs.previousState, outs.state],
        ["CANCELLED", "PIPELINE_STATE_RUNNING", "PIPELINE_STATE_CANCELLED"],
      );
      assert.deepEqual(outs.activeChildJobs, []);
      for (const time of [outs.createTime, outs.startTime, outs.endTime, outs.updateTime])
        assert.match(String(time), /^20\d\d-/);
      assert.ok(!Object.values(outs).includes(undefined), "the engine takes no undefined");
    });

    it("records the error of a failed job", async () => {
      add({ state: "PIPELINE_STATE_FAILED", error: { code: 13, message: "boom" } });
      assert.deepEqual((await provider().create({ name: NAME })).error, { code: 13, message: "boom" });
    });

    it("looks once and asks for custom jobs, and waits no interval if the job has ended already", async () => {
      add({ state: "PIPELINE_STATE_SUCCEEDED" });
      const called = await callsOf(() =>
        inVirtualTime(async () => {
          const startMs = performance.now();
          const { outcome } = await provider().create({ name: NAME });
          assert.equal(outcome, "ALREADY_TERMINAL");
          assert.ok(performance.now() - startMs < 100);
        }),
      );
      assert.deepEqual(called, [GET, "customJobs.list"]);
    });

    it("sends one get request if it stops the job only on delete", async () => {
      add();
      const called = await callsOf(async () => {
        const outs = await provider().create({ name: NAME, cancelOn: ["delete"] });
        assert.deepEqual([outs.outcome, outs.state], ["DEFERRED", "PIPELINE_STATE_RUNNING"]);
      });
      assert.deepEqual(called, [GET]);
    });

    it("records that a job is missing or has ended if it stops the job only on delete", async () => {
      const missing = await provider().create({ name: NAME, cancelOn: ["delete"], ignoreMissing: true });
      assert.deepEqual([missing.outcome, missing.state, missing.activeChildJobs], ["NOT_FOUND", undefined, []]);
      add({ state: "PIPELINE_STATE_FAILED" });
      const ended = await provider().create({ name: NAME, cancelOn: ["delete"] });
      assert.deepEqual([ended.outcome, ended.state], ["ALREADY_TERMINAL", "PIPELINE_STATE_FAILED"]);
    });

    it("fails for a missing job even if it stops the job only on delete", async () => {
      const message = `cannot get ${NAME}: HTTP 404 NOT_FOUND: The PipelineJob does not exist. Check the name, or set ignoreMissing to count a missing job as stopped`;
      await assert.rejects(provider().create({ name: NAME }), { message });
      await assert.rejects(provider().create({ name: NAME, cancelOn: ["delete"] }), /HTTP 404/);
    });

    it("treats a missing job as stopped with ignoreMissing", async () => {
      const outs = await provider().create({ name: NAME, ignoreMissing: true });
      assert.deepEqual([outs.outcome, outs.state], ["NOT_FOUND", undefined]);
    });

    it("names the missing permission", async () => {
      add();
      fake().addFault({ apiMethod: CANCEL, fault: { status: 403, message: "Denied." } });
      const { message } = await partialOutputs(provider().create({ name: NAME }));
      assert.match(
        message,
        /HTTP 403 PERMISSION_DENIED: Denied \(needs .+\) \(last known: PIPELINE_STATE_RUNNING, after 0s\)\./,
      );
      assert.match(
        message,
        /\(needs aiplatform\.pipelineJobs\.cancel\).*Grant that permission, which roles\/aiplatform\.user contains$/,
      );
    });

    it("fails with requireCancelled when the job ends by itself and records the outcome", async () => {
      add({ timeToCancelMs: 1_000, winsRace: "PIPELINE_STATE_SUCCEEDED" });
      const outs = await inVirtualTime(() => partialOutputs(provider().create({ name: NAME, requireCancelled: true })));
      assert.equal(
        outs.message,
        `${NAME} ended PIPELINE_STATE_SUCCEEDED although its cancellation was asked for, and requireCancelled is set`,
      );
      assert.deepEqual([outs.outcome, outs.state, outs.__provider], ["COMPLETED", "PIPELINE_STATE_SUCCEEDED", "stub"]);
    });

    it("shows state changes and the waiting time on its row", async () => {
      add({ timeToCancelMs: 70_000 });
      await inVirtualTime(() => provider().create({ name: NAME }));
      assert.deepEqual(
        provider().told.map(({ urn, message, ephemeral }) => [urn, message, ephemeral]),
        [
          ["urn:pulumi:s::p::t::resource", "PIPELINE_STATE_RUNNING", true],
          ["urn:pulumi:s::p::t::resource", "PIPELINE_STATE_CANCELLING for 1s", true],
          ["urn:pulumi:s::p::t::resource", "PIPELINE_STATE_CANCELLING for 31s", true],
          ["urn:pulumi:s::p::t::resource", "PIPELINE_STATE_CANCELLING for 1m2s", true],
          ["urn:pulumi:s::p::t::resource", "PIPELINE_STATE_CANCELLED", true],
        ],
      );
    });

    it("sends no more requests after the engine is dead", async () => {
      add({ timeToCancelMs: 60_000 });
      const failing = inVirtualTime(async () => {
        setTimeout(() => provider().aborted.abort(), 5_500);
        const result = await provider()
          .create({ name: NAME })
          .catch((error: Error) => error.message);
        fake().clearRequests();
        return result;
      });
      assert.match(String(await failing), /aborted/);
      assert.deepEqual(calls(fake()), []);
    });
  });

  describe("with many resources at once", () => {
    it("polls all jobs with shared listings", async () => {
      const ids = Array.from({ length: 8 }, (_, index) => `job-${index}`);
      for (const pipelineJobId of ids) add({ pipelineJobId, timeToCancelMs: 10_500 });
      const created = await inVirtualTime(() =>
        Promise.all(ids.map((pipelineJobId) => provider().create({ pipelineJobId }))),
      );
      assert.deepEqual(new Set(created.map(({ outcome }) => outcome)), new Set(["CANCELLED"]));
      const count = (method: string) => fake().requestsOf(method).length;
      assert.deepEqual([count("pipelineJobs.cancel"), count("pipelineJobs.batchCancel")], [1, 1]);
      const lists = count("pipelineJobs.list");
      assert.ok(count("pipelineJobs.get") <= 3, "the first look, and looks before the others have come");
      assert.ok(lists <= 13, `${lists} listings: one for the first looks, and one a second`);
      assert.ok(count("customJobs.list") <= 2, "one answers for all jobs that have ended together");
    });

    it("stops a job that must not be read alone if listings show it", async () => {
      const ids = ["a", "b", "c"];
      for (const pipelineJobId of ids) add({ pipelineJobId, timeToCancelMs: 2_500 });
      fake().addFault({ apiMethod: GET, path: "/c", fault: { status: 403 } });
      const created = await inVirtualTime(() =>
        Promise.all(ids.map((pipelineJobId) => provider().create({ pipelineJobId }))),
      );
      assert.deepEqual(
        created.map(({ outcome }) => outcome),
        ["CANCELLED", "CANCELLED", "CANCELLED"],
      );
    });

    it("shares one request budget, which is the largest requestsPerMinute of all resources", async () => {
      const createAll = async (prefix: string, args: object) => {
        const ids = Array.from({ length: 130 }, (_, index) => `${prefix}-${index}`);
        // No listing, so that each needs requests of its own.
        const lifts = ["pipelineJobs.list", "pipelineJobs.batchCancel", "customJobs.list"].map((apiMethod) =>
          fake().addFault({ apiMethod, fault: { status: 403 } }),
        );
        for (const pipelineJobId of ids) add({ pipelineJobId });
        const sentBefore = fake().requests.length;
        await inVirtualTime(() =>
          Promise.all(
            ids.map((pipelineJobId, index) => provider().create({ pipelineJobId, ...(index === 7 ? args : {}) })),
          ),
        );
        for (const lift of lifts) lift();
        const times = fake()
          .requests.slice(sentBefore)
          .map(({ time }) => time);
        return Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 60_000).length));
      };
      assert.equal(await createAll("slow", {}), 120);
      assert.ok((await createAll("fast", { requestsPerMinute: 600 })) > 180);
    }).timeout(20_000);
  });
});
