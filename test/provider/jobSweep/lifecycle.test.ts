import assert from "node:assert/strict";
import { partialOutputs, ResourceDriver } from "../../support/resourceDriver";
import { inVirtualTime } from "../../support/virtualTime";
import { calls, PLACE, withFake } from "../../support/withFake";

const LIST = "pipelineJobs.list";
const selector = { labels: { env: "pr-7" } };

describe("JobSweep", () => {
  const fake = withFake();
  let provider: ResourceDriver<"JobSweep">;
  beforeEach(() => {
    provider = new ResourceDriver("JobSweep", fake().endpoint);
  });

  type Seed = Partial<Parameters<ReturnType<typeof fake>["addPipelineJob"]>[0]>;
  const add = (pipelineJobId: string, seed: Seed = {}) =>
    fake().addPipelineJob({ ...PLACE, pipelineJobId, labels: { env: "pr-7" }, timeToCancelMs: 3_000, ...seed });
  const create = (args: Record<string, unknown> = {}) => inVirtualTime(() => provider.create({ selector, ...args }));
  /** Does something and tells the methods of the API that were called for it. */
  async function callsOf(work: () => Promise<unknown>): Promise<string[]> {
    fake().clearRequests();
    await work();
    return calls(fake());
  }

  describe("on create", () => {
    it("stops the selected jobs and records counts and the outcome of each job", async () => {
      add("a", { displayName: "Train" });
      add("b", { winsRace: "PIPELINE_STATE_SUCCEEDED" });
      const outs = await create();
      assert.deepEqual([outs.matched, outs.cancelled, outs.completed, outs.activeJobs], [2, 1, 1, []]);
      assert.deepEqual(outs.jobs?.[1], {
        name: "projects/p/locations/us-central1/pipelineJobs/a",
        displayName: "Train",
        previousState: "PIPELINE_STATE_RUNNING",
        state: "PIPELINE_STATE_CANCELLED",
        outcome: "CANCELLED",
      });
      assert.equal(outs.jobs?.[0]?.outcome, "COMPLETED", "what was not cancelled comes first");
    });

    it("has a stable and readable ID", async () => {
      const { id } = await provider.lifecycle.create(await provider.inputs({ selector }));
      assert.equal(id, "projects/p/jobSweeps/resource");
    });

    it("shows on its row how many jobs have stopped", async () => {
      add("a");
      add("b", { timeToCancelMs: 8_000 });
      await create();
      const told = provider.told.map(({ message }) => message);
      assert.ok(told.includes("0 of 2 stopped, 2 cancelling"));
      assert.ok(told.some((message) => message.startsWith("1 of 2 stopped, 1 cancelling")));
    });

    it("lists the jobs only once if it stops them only on delete", async () => {
      const name = add("a");
      const called = await callsOf(async () => {
        const outs = await create({ cancelOn: ["delete"] });
        assert.deepEqual([outs.matched, outs.activeJobs], [1, [name]]);
      });
      assert.deepEqual(called, [LIST]);
    });

    it("cancels nothing and says what to do when more than maxJobs jobs match", async () => {
      for (const id of ["a", "b", "c"]) add(id);
      await assert.rejects(
        create({ maxJobs: 2 }),
        /^Error: 3 jobs match, and maxJobs is 2: .*Nothing was cancelled: narrow the selector, or raise maxJobs$/,
      );
      assert.deepEqual(calls(fake()), [LIST]);
    });

    it("fails with requireCancelled and names the jobs until a trigger changes or requireCancelled is removed", async () => {
      add("a", { winsRace: "PIPELINE_STATE_SUCCEEDED", timeToCancelMs: 0 });
      const args = { selector, requireCancelled: true };
      const failed = await inVirtualTime(() => partialOutputs(provider.create(args)));
      assert.match(
        failed.message,
        /^1 of 1 job ended by themselves although .* requireCancelled is set: .*pipelineJobs\/a$/,
      );
      const outs = failed as unknown as Awaited<ReturnType<typeof create>>;
      await assert.rejects(provider.up(outs, args), { message: failed.message });
      assert.equal((await provider.up(outs, { ...args, triggers: [1] })).matched, 0);
      assert.equal((await provider.up(outs, { selector })).completed, 1);
    });

    it("pauses matching schedules before it stops jobs and records the schedules", async () => {
      add("a");
      const pipelineJob = { pipelineSpec: {}, labels: { env: "pr-7" } };
      const schedule = fake().addSchedule({ ...PLACE, scheduleId: "1", pipelineJob });
      fake().addSchedule({ ...PLACE, scheduleId: "2" });
      const outs = await create({ pauseSchedules: true });
      assert.deepEqual(outs.pausedSchedules, [schedule]);
      assert.equal(fake().schedule(schedule)?.state, "PAUSED");
      const called = calls(fake());
      assert.ok(called.indexOf("schedules.pause") < called.indexOf(LIST));
      assert.equal(called.filter((call) => call === "schedules.pause").length, 1);
    });

    it("records a paused schedule even if it has no permission to pause the next one", async () => {
      const pipelineJob = { pipelineSpec: {}, labels: { env: "pr-7" } };
      const names = ["1", "2"].map((scheduleId) => fake().addSchedule({ ...PLACE, scheduleId, pipelineJob }));
      fake().addFault({ apiMethod: "schedules.pause", after: 1, fault: { status: 403 } });
      const failed = await partialOutputs(create({ pauseSchedules: true }));
      assert.match(failed.message, /^cannot pause .*HTTP 403.*aiplatform\.schedules\.update/);
      const { pausedSchedules } = failed as unknown as Awaited<ReturnType<typeof create>>;
      assert.equal(pausedSchedules?.length, 1);
      assert.ok(names.includes(pausedSchedules?.[0] ?? ""));
    });

    it("records a schedule as paused if only the response was lost", async () => {
      const pipelineJob = { pipelineSpec: {}, labels: { env: "pr-7" } };
      const schedule = fake().addSchedule({ ...PLACE, scheduleId: "1", pipelineJob });
      fake().addFault({ apiMethod: "schedules.pause", times: 1, fault: { reset: "after" } });
      assert.deepEqual((await create({ pauseSchedules: true })).pausedSchedules, [schedule]);
    });

    it("stops active child jobs with cancelChildJobs", async () => {
      const job = fake().addCustomJob({ ...PLACE, customJobId: "1", staysBehind: true });
      add("a", { jobDetail: { taskDetails: [{ state: "CANCELLED", executorDetail: { customJobDetail: { job } } }] } });
      await create({ cancelChildJobs: true });
      assert.equal(fake().requestsOf("customJobs.cancel").length, 1);
    });

    it("learns from one listing that none of its jobs has left a child job active", async () => {
      for (let index = 0; index < 20; index += 1) add(`job-${index}`);
      const { cancelled } = await create({ cancelChildJobs: true });
      assert.deepEqual([cancelled, fake().requestsOf("customJobs.list").length], [20, 1]);
    });
  });

  describe("after a timeout", () => {
    it("records what is known and resumes on the next up without a second cancel", async () => {
      add("fast");
      const slow = add("slow", { timeToCancelMs: 3_600_000 });
      const args = { selector };
      provider.timeoutMs = 10_000;
      const failed = await inVirtualTime(() => partialOutputs(provider.create(args)));
      assert.match(
        failed.message,
        /^timed out after 10s waiting for 2 jobs to stop: 1 have, 1 still active: .*slow\. Run `pulumi up` again/,
      );
      const outs = failed as unknown as Awaited<ReturnType<typeof create>>;
      assert.deepEqual([outs.activeJobs, outs.cancelled, outs.__provider], [[slow], 1, "stub"]);
      fake().clearRequests();
      fake().setPipelineJobState(slow, "PIPELINE_STATE_CANCELLED");
      const resumed = await inVirtualTime(() => provider.up(outs, args));
      assert.deepEqual([resumed.matched, resumed.cancelled], [2, 2]);
      assert.ok(!calls(fake()).some((call) => /cancel/i.test(call)));
    });
  });

  describe("on update", () => {
    it("sends no request when nothing changes", async () => {
      add("a");
      const outs = await create();
      assert.deepEqual(await callsOf(() => provider.up(outs, { selector })), []);
    });

    it("sweeps again when a trigger or the selector changes", async () => {
      const outs = await create();
      add("b", { labels: { env: "pr-8" }, timeToCancelMs: 0 });
      assert.equal((await provider.up(outs, { selector: { labels: { env: "pr-8" } } })).cancelled, 1);
      add("c", { timeToCancelMs: 0 });
      assert.equal((await provider.up(outs, { selector, triggers: [1] })).cancelled, 1);
    });

    it("records a change of delete-only inputs without a request", async () => {
      add("a");
      const outs = await create();
      const called = await callsOf(async () => {
        const now = await provider.up(outs, { selector, cancelOn: ["create", "delete"], maxJobs: 7 });
        assert.deepEqual([now.maxJobs, now.cancelled], [7, 1]);
      });
      assert.deepEqual(called, []);
    });

    it("is replaced only when its project changes", async () => {
      const outs = await create();
      await assert.rejects(provider.up(outs, { selector, project: "other" }), /replaced for project/);
      await provider.up(outs, { selector, regions: ["europe-west4"] });
    });
  });

  describe("on refresh", () => {
    it("finds a stray job that the next up stops", async () => {
      add("a", { timeToCancelMs: 0 });
      const outs = await create();
      const stray = add("stray");
      const later = { startMs: Date.now() + 60_000 };
      const { props, inputs } = await inVirtualTime(() => provider.lifecycle.read("id", outs), later);
      assert.equal(inputs.desiredState, "ACTIVE: 1 job");
      assert.deepEqual(props.activeJobs, [stray]);
      assert.match(provider.notes().join(), /1 job active: the next `pulumi up` stops it$/);
      const swept = await inVirtualTime(() => provider.up(props, { selector }), later);
      assert.deepEqual([swept.cancelled, swept.activeJobs], [1, []]);
      assert.deepEqual(await callsOf(() => provider.up(swept, { selector })), []);
    });

    it("reports no drift if it stops jobs only on delete", async () => {
      const outs = await create({ cancelOn: ["delete"] });
      add("a");
      const refreshed = await provider.refresh(outs);
      assert.equal(refreshed.desiredState, "STOPPED");
      assert.match(provider.notes().join(), /1 job active: `pulumi destroy` will stop it$/);
      assert.deepEqual(await callsOf(() => provider.up(refreshed, { selector, cancelOn: ["delete"] })), []);
    });

    it("keeps the recorded state if it cannot access the project and no job was active", async () => {
      const outs = await create();
      fake().addFault({ fault: { status: 403 } });
      assert.deepEqual(await provider.refresh(outs), outs);
      assert.match(provider.notes().join(), /^warning: kept as last known, nothing active: cannot list/);
    });
  });

  describe("on delete", () => {
    it("does nothing unless cancelOn includes delete", async () => {
      const outs = await create();
      add("a");
      assert.deepEqual(await callsOf(() => provider.lifecycle.delete("id", outs)), []);
    });

    it("stops the jobs and waits", async () => {
      const name = add("a");
      const outs = await create({ cancelOn: ["delete"] });
      const state = await inVirtualTime(async () => {
        await provider.lifecycle.delete("id", outs);
        return fake().pipelineJob(name)?.state;
      });
      assert.equal(state, "PIPELINE_STATE_CANCELLED");
    });

    it("resumes the schedules that it paused with resumeSchedulesOnDelete", async () => {
      const pipelineJob = { pipelineSpec: {}, labels: { env: "pr-7" } };
      const schedule = fake().addSchedule({ ...PLACE, scheduleId: "1", pipelineJob });
      const outs = await create({ pauseSchedules: true, resumeSchedulesOnDelete: true });
      await new ResourceDriver("JobSweep", fake().endpoint).lifecycle.delete("id", outs);
      assert.equal(fake().schedule(schedule)?.state, "ACTIVE");
    });
  });

  describe("in a preview", () => {
    const previewOf = async (args: Record<string, unknown>) => {
      await provider.inputs({ __dryRun: true, ...args });
      return provider.notes().join("\n");
    };

    it("shows how many jobs it would stop and the age, labels, and state of the first 20", async () => {
      const createTime = new Date(Date.now() - 3 * 3_600_000).toISOString();
      for (let index = 0; index < 25; index += 1) add(`job-${index}`, { displayName: "Train", createTime });
      const told = await previewOf({ selector });
      const lines = told.split("\n");
      assert.equal(lines[0], "info: would stop 25 jobs:");
      assert.match(
        lines[1] ?? "",
        /^ {2}us-central1\/job-\d+ {2}Train {2}PIPELINE_STATE_RUNNING {2}3h old {2}env=pr-7$/,
      );
      assert.equal(lines.length, 22);
      assert.equal(lines.at(-1), "  and 5 more");
      assert.deepEqual(calls(fake()), [LIST]);
    });

    it("says that more than maxJobs jobs match", async () => {
      for (const id of ["a", "b"]) add(id);
      assert.match(
        await previewOf({ selector, maxJobs: 1 }),
        /^info: would stop 2 jobs, which is refused: maxJobs is 1:/,
      );
    });

    it("says in one line that it cannot list jobs and continues", async () => {
      fake().addFault({ fault: { status: 403 } });
      const told = await previewOf({ selector });
      assert.match(told, /^info: which jobs would be stopped can't be told: cannot list .*HTTP 403/);
      assert.ok(!told.includes("\n"));
    });

    it("lists jobs for an existing resource only before an update", async () => {
      add("a");
      const outs = await create();
      const { lifecycle } = provider;
      const unchanged = await provider.inputs({ selector, __dryRun: true }, { ...outs });
      assert.deepEqual(await callsOf(() => lifecycle.diff("id", outs, unchanged)), []);
      const changed = await provider.inputs({ selector, triggers: [1], __dryRun: true }, { ...outs });
      assert.deepEqual(await callsOf(() => lifecycle.diff("id", outs, changed)), [LIST]);
    });

    it("lists no jobs without __dryRun", async () => {
      assert.deepEqual(await callsOf(() => provider.inputs({ selector })), []);
    });
  });
});
