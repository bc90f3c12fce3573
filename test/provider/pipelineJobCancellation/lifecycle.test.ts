import assert from "node:assert/strict";
import { CancellationProvider, partialOutputs } from "../../support/cancellationProvider";
import { inVirtualTime } from "../../support/virtualTime";
import { calls, PLACE, withFake } from "../../support/withFake";

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";
const GET = "pipelineJobs.get";
const CANCEL = "pipelineJobs.cancel";

describe("PipelineJobCancellation", () => {
  const fake = withFake();
  let provider: CancellationProvider;
  beforeEach(() => {
    provider = new CancellationProvider(fake().endpoint);
  });

  const add = (seed: Partial<Parameters<ReturnType<typeof fake>["addPipelineJob"]>[0]> = {}) =>
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", ...seed });
  /** Does something and tells the methods of the API that were called for it. */
  async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
    fake().clearRequests();
    await work();
    return calls(fake());
  }

  describe("create", () => {
    it("stops the job and records what is known of it, with the project as it was given", async () => {
      add({ timeToCancelMs: 2_500 });
      const outs = await inVirtualTime(() => provider.create({ pipelineJobId: "a" }));
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

    it("records the error of a cancelled job when it has one, and needs none", async () => {
      add({ state: "PIPELINE_STATE_FAILED", error: { code: 13, message: "boom" } });
      assert.deepEqual((await provider.create({ name: NAME })).error, { code: 13, message: "boom" });
    });

    it("looks once, and no more, when the job is to be stopped on delete only", async () => {
      add();
      const called = await callsOf(async () => {
        const outs = await provider.create({ name: NAME, cancelOn: ["delete"] });
        assert.deepEqual([outs.outcome, outs.state], ["DEFERRED", "PIPELINE_STATE_RUNNING"]);
      });
      assert.deepEqual(called, [GET]);
    });

    it("fails for a missing job, also when it is to be stopped on delete only", async () => {
      const message = `cannot get ${NAME}: HTTP 404 NOT_FOUND: The PipelineJob does not exist. Check the name, or set ignoreMissing to count a missing job as stopped`;
      await assert.rejects(provider.create({ name: NAME }), { message });
      await assert.rejects(provider.create({ name: NAME, cancelOn: ["delete"] }), /HTTP 404/);
    });

    it("counts a missing job as stopped with ignoreMissing", async () => {
      const outs = await provider.create({ name: NAME, ignoreMissing: true });
      assert.deepEqual([outs.outcome, outs.state], ["NOT_FOUND", undefined]);
    });

    it("names the permission that is missing", async () => {
      add();
      fake().addFault({ apiMethod: CANCEL, fault: { status: 403, message: "Denied." } });
      const { message } = await partialOutputs(provider.create({ name: NAME }));
      assert.match(message, /HTTP 403 PERMISSION_DENIED: Denied \(last known: PIPELINE_STATE_RUNNING, after 0s\)\./);
      assert.match(
        message,
        /Grant the permission aiplatform\.pipelineJobs\.cancel, which roles\/aiplatform\.user contains$/,
      );
    });

    it("fails with requireCancelled when the job ends by itself, and keeps what is known", async () => {
      add({ timeToCancelMs: 1_000, winsRace: "PIPELINE_STATE_SUCCEEDED" });
      const outs = await inVirtualTime(() => partialOutputs(provider.create({ name: NAME, requireCancelled: true })));
      assert.equal(
        outs.message,
        `${NAME} ended PIPELINE_STATE_SUCCEEDED although its cancellation was asked for, and requireCancelled is set`,
      );
      assert.deepEqual([outs.outcome, outs.state, outs.__provider], ["COMPLETED", "PIPELINE_STATE_SUCCEEDED", "stub"]);
    });

    it("tells on its row what is going on, and no more than that changes", async () => {
      add({ timeToCancelMs: 70_000 });
      await inVirtualTime(() => provider.create({ name: NAME }));
      assert.deepEqual(
        provider.told.map(({ urn, message, ephemeral }) => [urn, message, ephemeral]),
        [
          ["urn:a", "PIPELINE_STATE_RUNNING", true],
          ["urn:a", "PIPELINE_STATE_CANCELLING for 1s", true],
          ["urn:a", "PIPELINE_STATE_CANCELLING for 31s", true],
          ["urn:a", "PIPELINE_STATE_CANCELLING for 1m2s", true],
          ["urn:a", "PIPELINE_STATE_CANCELLED", true],
        ],
      );
    });

    it("sends nothing more once the engine is dead", async () => {
      add({ timeToCancelMs: 60_000 });
      const failing = inVirtualTime(async () => {
        setTimeout(() => provider.aborted.abort(), 5_500);
        const result = await provider.create({ name: NAME }).catch((error: Error) => error.message);
        fake().clearRequests();
        return result;
      });
      assert.match(String(await failing), /given up/);
      assert.deepEqual(calls(fake()), []);
    });
  });

  describe("eight at once", () => {
    it("wait by one listing between them", async () => {
      const ids = Array.from({ length: 8 }, (_, index) => `job-${index}`);
      for (const pipelineJobId of ids) add({ pipelineJobId, timeToCancelMs: 10_500 });
      const created = await inVirtualTime(() =>
        Promise.all(ids.map((pipelineJobId) => provider.create({ pipelineJobId }))),
      );
      assert.deepEqual(new Set(created.map(({ outcome }) => outcome)), new Set(["CANCELLED"]));
      const counts = ["pipelineJobs.cancel", "pipelineJobs.get", "pipelineJobs.list"].map(
        (method) => fake().requestsOf(method).length,
      );
      const [cancels, gets = 0, lists = 0] = counts;
      assert.equal(cancels, 8);
      assert.ok(gets <= 8 + 8 + 1, `${gets} looks: one before and one after each, and at most one between`);
      assert.ok(lists <= 12, `${lists} listings`);
    });
  });

  describe("a wait that timed out", () => {
    const args = { name: NAME, __timeouts: { create: "10s", update: "10s" } };
    const timedOut = async () => {
      add({ timeToCancelMs: 3_600_000 });
      return inVirtualTime(() => partialOutputs(provider.create(args)));
    };

    it("keeps the resource, and says what to do", async () => {
      const { message, ...outs } = await timedOut();
      assert.deepEqual(
        [outs.state, outs.previousState, outs.outcome],
        ["PIPELINE_STATE_CANCELLING", "PIPELINE_STATE_RUNNING", undefined],
      );
      assert.match(
        message,
        new RegExp(`^timed out after 10s waiting for ${NAME} to stop: last state PIPELINE_STATE_CANCELLING`),
      );
      assert.match(
        message,
        /Run `pulumi up` again to go on waiting, or give it more time with customTimeouts\.create$/,
      );
    });

    for (const refreshed of [false, true]) {
      it(`is resumed by the next up${refreshed ? ", also after a refresh" : ""}, and cancel is not sent again`, async () => {
        let outs = await timedOut();
        if (refreshed) outs = { ...(await provider.refresh(outs)), message: "" };
        fake().clearRequests();
        const resumed = await inVirtualTime(() => {
          setTimeout(() => fake().setPipelineJobState(NAME, "PIPELINE_STATE_CANCELLED"), 5_000);
          return provider.up(outs, args);
        });
        assert.deepEqual([resumed.outcome, resumed.previousState], ["CANCELLED", "PIPELINE_STATE_RUNNING"]);
        assert.ok(!calls(fake()).includes(CANCEL));
        assert.ok(!("__cancelRequested" in resumed));
      });
    }

    it("is settled by a refresh that finds the job stopped: the next up has nothing to do", async () => {
      const outs = await timedOut();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_SUCCEEDED");
      const refreshed = await provider.refresh(outs);
      assert.equal(refreshed.outcome, "COMPLETED");
      assert.deepEqual(await callsOf(() => provider.up(refreshed, args)), []);
    });

    it("is COMPLETED when the job has ended by itself meanwhile", async () => {
      const outs = await timedOut();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_FAILED");
      assert.equal((await provider.up(outs, args)).outcome, "COMPLETED");
    });

    it("ends when the job is gone", async () => {
      const outs = await timedOut();
      fake().removePipelineJob(NAME);
      assert.equal((await provider.up(outs, args)).outcome, "NOT_FOUND");
    });
  });

  describe("up", () => {
    const created = (args: Record<string, unknown> = {}) => {
      add();
      return provider.create({ name: NAME, ...args });
    };

    it("calls nothing when nothing changed", async () => {
      const outs = await created();
      assert.deepEqual(await callsOf(() => provider.up(outs, { name: NAME })), []);
    });

    it("stops the job again when a trigger changes", async () => {
      const outs = await created({ triggers: [1] });
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_RUNNING");
      const called = await callsOf(() => provider.up(outs, { name: NAME, triggers: [2] }));
      assert.equal(called.filter((call) => call === CANCEL).length, 1);
    });

    it("records a change of what only delete uses without a call, and keeps the outcome", async () => {
      const outs = await created();
      const called = await callsOf(async () => {
        const now = await provider.up(outs, {
          name: NAME,
          cancelOn: ["create", "delete"],
          __timeouts: { delete: "2h" },
        });
        assert.deepEqual(
          [now.outcome, now.cancelOn, now.__timeouts],
          ["CANCELLED", ["create", "delete"], { delete: "2h" }],
        );
      });
      assert.deepEqual(called, []);
    });

    it("stops a job whose cancellation was deferred, once cancelOn says so", async () => {
      const outs = await created({ cancelOn: ["delete"] });
      assert.equal((await provider.up(outs, { name: NAME })).outcome, "CANCELLED");
    });

    it("keeps failing with requireCancelled, and is healed by a trigger or by taking it back", async () => {
      add({ timeToCancelMs: 0, winsRace: "PIPELINE_STATE_SUCCEEDED" });
      const args = { name: NAME, requireCancelled: true };
      const failed = await partialOutputs(provider.create(args));
      const again = await partialOutputs(provider.up(failed, args));
      assert.equal(again.message, failed.message);
      const refreshed = await provider.refresh(again);
      assert.equal((await partialOutputs(provider.up(refreshed, args))).message, failed.message);
      assert.equal((await provider.up(refreshed, { ...args, triggers: [1] })).outcome, "ALREADY_TERMINAL");
      assert.equal((await provider.up(refreshed, { name: NAME })).outcome, "COMPLETED");
    });

    it("replaces the resource when another job is meant, and only then", async () => {
      const outs = await created();
      await assert.rejects(provider.up(outs, { name: NAME.replace(/a$/, "b") }), /replaced for name, pipelineJobId/);
      await assert.rejects(
        provider.up(outs, { name: NAME.replace("us-central1", "europe-west4") }),
        /replaced for name, region/,
      );
      assert.deepEqual(await callsOf(() => provider.up(outs, { pipelineJobId: "a" })), []);
    });
  });

  describe("refresh", () => {
    const created = (args: Record<string, unknown> = {}) => {
      add();
      return provider.create({ name: NAME, ...args });
    };
    const desired = async (outs: Awaited<ReturnType<typeof created>>) =>
      (await provider.lifecycle.read(NAME, outs)).inputs.desiredState;

    it("finds a job that came back; the next up says why it acts, stops it, and is quiet afterwards", async () => {
      const outs = await created();
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_RUNNING");
      const { props, inputs } = await provider.lifecycle.read(NAME, outs);
      assert.equal(inputs.desiredState, "ACTIVE: PIPELINE_STATE_RUNNING");
      assert.deepEqual([props.state, props.outcome], ["PIPELINE_STATE_RUNNING", undefined]);
      assert.match(provider.notes().join(), /PIPELINE_STATE_RUNNING: the next `pulumi up` stops it$/);
      const stopped = await provider.up(props, { name: NAME });
      assert.deepEqual([stopped.outcome, stopped.previousState], ["CANCELLED", "PIPELINE_STATE_RUNNING"]);
      assert.equal(await desired(stopped), "STOPPED");
      assert.deepEqual(await callsOf(() => provider.up(stopped, { name: NAME })), []);
    });

    it("returns the inputs as they were checked, and nothing that is known of the job", async () => {
      const outs = await created({ triggers: [1] });
      const { inputs } = await provider.lifecycle.read(NAME, outs);
      assert.deepEqual(inputs, provider.inputs({ name: NAME, triggers: [1] }));
    });

    it("finds no drift in a job that is to be stopped on delete only", async () => {
      const outs = await created({ cancelOn: ["delete"] });
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_PAUSED");
      const refreshed = await provider.refresh(outs);
      assert.deepEqual(
        [refreshed.state, refreshed.outcome, refreshed.desiredState],
        ["PIPELINE_STATE_PAUSED", "DEFERRED", "STOPPED"],
      );
      assert.match(provider.notes().join(), /PIPELINE_STATE_PAUSED: `pulumi destroy` will stop it$/);
      assert.deepEqual(await callsOf(() => provider.up(refreshed, { name: NAME, cancelOn: ["delete"] })), []);
    });

    it("keeps a stopped job that was deleted since as last known", async () => {
      const outs = await created();
      fake().removePipelineJob(NAME);
      assert.deepEqual(await provider.refresh(outs), outs);
    });

    it("is not blocked by a dead project when the job is known to be stopped", async () => {
      const outs = await created();
      fake().addFault({ fault: { status: 403, message: "Vertex AI API has not been used in project p" } });
      assert.deepEqual(await provider.refresh(outs), outs);
      assert.match(
        provider.notes().join(),
        /^warning: kept as last known, PIPELINE_STATE_CANCELLED: cannot get .* HTTP 403/,
      );
    });

    it("fails for a job that is not known to be stopped when it may not look", async () => {
      const outs = await created({ cancelOn: ["delete"] });
      fake().addFault({ fault: { status: 403 } });
      await assert.rejects(provider.refresh(outs), /HTTP 403.*Grant the permission aiplatform\.pipelineJobs\.get/);
    });
  });

  describe("delete", () => {
    it("does nothing unless cancelOn says so", async () => {
      add();
      const outs = await provider.create({ name: NAME });
      fake().setPipelineJobState(NAME, "PIPELINE_STATE_RUNNING");
      assert.deepEqual(await callsOf(() => provider.lifecycle.delete(NAME, outs)), []);
    });

    it("stops the job and waits", async () => {
      add({ timeToCancelMs: 3_000 });
      const outs = await provider.create({ name: NAME, cancelOn: ["delete"] });
      const state = await inVirtualTime(async () => {
        await provider.lifecycle.delete(NAME, outs);
        return fake().pipelineJob(NAME)?.state;
      });
      assert.equal(state, "PIPELINE_STATE_CANCELLED");
    });

    it("takes a job that is gone for a stopped one", async () => {
      add();
      const outs = await provider.create({ name: NAME, cancelOn: ["delete"] });
      fake().removePipelineJob(NAME);
      await provider.lifecycle.delete(NAME, outs);
    });

    it("takes a job that ended by itself for a stopped one, also with requireCancelled", async () => {
      add({ winsRace: "PIPELINE_STATE_FAILED" });
      const outs = await provider.create({ name: NAME, cancelOn: ["delete"], requireCancelled: true });
      await provider.lifecycle.delete(NAME, outs);
    });

    it("says how to let go when it cannot succeed", async () => {
      add();
      const outs = await provider.create({ name: NAME, cancelOn: ["delete"] });
      fake().addFault({ fault: { status: 403 } });
      await assert.rejects(
        provider.lifecycle.delete(NAME, outs),
        /To let the resource go without stopping anything: pulumi state delete 'urn:a'$/,
      );
    });

    it("keeps to customTimeouts.delete", async () => {
      add({ timeToCancelMs: 3_600_000 });
      const outs = await provider.create({ name: NAME, cancelOn: ["delete"], __timeouts: { delete: "45s" } });
      const failing = inVirtualTime(() => provider.lifecycle.delete(NAME, outs));
      await assert.rejects(failing, /timed out after 45s .*Run `pulumi destroy` again to go on waiting/);
    });
  });

  describe("child jobs", () => {
    const addWithChild = () => {
      const job = fake().addCustomJob({ ...PLACE, customJobId: "1", staysBehind: true });
      add({ jobDetail: { taskDetails: [{ state: "CANCELLED", executorDetail: { customJobDetail: { job } } }] } });
    };

    it("that run on are reported with a warning", async () => {
      addWithChild();
      const outs = await provider.create({ name: NAME });
      assert.equal(outs.outcome, "CANCELLED");
      assert.match(String(outs.activeChildJobs), /customJobs\/1$/);
      assert.match(
        provider.notes().join(),
        /^warning: 1 child job of .*\/a still active: .*customJobs\/1\. Set cancelChildJobs/,
      );
    });

    it("are stopped with cancelChildJobs, also when that is set later", async () => {
      addWithChild();
      const outs = await provider.create({ name: NAME });
      const now = await provider.up(outs, { name: NAME, cancelChildJobs: true });
      assert.deepEqual(
        [now.activeChildJobs, now.outcome, now.previousState],
        [[], "CANCELLED", "PIPELINE_STATE_RUNNING"],
      );
      assert.equal(fake().requestsOf("customJobs.cancel").length, 1);
    });

    it("that may not be looked at are no failure unless they are to be stopped", async () => {
      addWithChild();
      fake().addFault({ apiMethod: "customJobs.get", fault: { status: 403 } });
      const outs = await provider.create({ name: NAME });
      assert.equal(outs.outcome, "CANCELLED");
      assert.match(provider.notes().join(), /^warning: whether child jobs of .* still run is not known/);
      await assert.rejects(
        provider.up(outs, { name: NAME, cancelChildJobs: true, triggers: [1] }),
        /aiplatform\.customJobs\.get/,
      );
    });
  });
});
