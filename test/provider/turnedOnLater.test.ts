import assert from "node:assert/strict";
import type { SweepOutputs } from "../../src/provider/jobSweep/outputs";
import { partialOutputs } from "../support/resourceDriver";
import { inVirtualTime } from "../support/virtualTime";
import { withDriver } from "../support/withDriver";
import { calls, PLACE, withFake } from "../support/withFake";

const labels = { env: "pr-7" };
const selector = { labels };
const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

describe("a resource with an input that is enabled later", () => {
  const fake = withFake({ timeToCancelMs: 0 });
  const sweeps = withDriver("JobSweep", fake);
  const cancellations = withDriver("PipelineJobCancellation", fake);
  const addJobWithChild = () => {
    const job = fake().addCustomJob({ ...PLACE, customJobId: "1", staysBehind: true });
    const taskDetails = [{ state: "CANCELLED", executorDetail: { customJobDetail: { job } } }];
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", labels, jobDetail: { taskDetails } });
    return job;
  };
  const addSchedule = () =>
    fake().addSchedule({ ...PLACE, scheduleId: "1", pipelineJob: { pipelineSpec: {}, labels } });
  const isQuiet = async (outs: SweepOutputs, args: Record<string, unknown>) => {
    fake().clearRequests();
    await sweeps().up(outs, args);
    return calls(fake()).length === 0;
  };

  /** State of a child job, in the time that is running. */
  const stateOf = (child: string) => fake().customJob(child)?.state;

  it("pauses schedules after a finished sweep and keeps its counts", async () => {
    addJobWithChild();
    const schedule = addSchedule();
    const outs = await inVirtualTime(() => sweeps().create({ selector }));
    const args = { selector, pauseSchedules: true };
    const now = await sweeps().up(outs, args);
    assert.equal(fake().schedule(schedule)?.state, "PAUSED");
    assert.deepEqual([now.pausedSchedules, now.matched, now.cancelled], [[schedule], 1, 1]);
    assert.ok(await isQuiet(now, args));
  });

  it("pauses schedules again after the input was disabled", async () => {
    const schedule = addSchedule();
    const on = await sweeps().create({ selector, pauseSchedules: true });
    const off = await sweeps().up(on, { selector });
    fake().setScheduleState(schedule, "ACTIVE");
    await sweeps().up(off, { selector, pauseSchedules: true });
    assert.equal(fake().schedule(schedule)?.state, "PAUSED");
  });

  it("retries a failed pause on the next up", async () => {
    const schedule = addSchedule();
    const outs = await sweeps().create({ selector });
    const args = { selector, pauseSchedules: true };
    const lift = fake().addFault({ apiMethod: "schedules.list", fault: { status: 403 } });
    await assert.rejects(sweeps().up(outs, args), /schedules\.list/);
    lift();
    await sweeps().up(outs, args);
    assert.equal(fake().schedule(schedule)?.state, "PAUSED");
  });

  it("stops the child jobs of a finished sweep and keeps its counts", async () => {
    const child = addJobWithChild();
    const outs = await inVirtualTime(() => sweeps().create({ selector }));
    const args = { selector, cancelChildJobs: true };
    const [now, childState] = await inVirtualTime(async () => [await sweeps().up(outs, args), stateOf(child)] as const);
    assert.equal(childState, "JOB_STATE_CANCELLED");
    assert.deepEqual([now.matched, now.cancelled], [1, 1]);
    assert.ok(await isQuiet(now, args));
  });

  it("says for how many unrecorded jobs it does not look for child jobs", async () => {
    addJobWithChild();
    const outs = await inVirtualTime(() => sweeps().create({ selector }));
    const { byKind: _byKind, ...many } = { ...outs, matched: 1_500, cancelled: 1_500 };
    await inVirtualTime(() => sweeps().up(many, { selector, cancelChildJobs: true }));
    const notes = sweeps().told.map(({ message }) => message);
    assert.ok(
      notes.includes("child jobs of 1,499 jobs were not looked for: only 1,000 stopped jobs are recorded"),
      notes.join("\n"),
    );
  });

  it("stops the child jobs that a failed sweep could not stop", async () => {
    const child = addJobWithChild();
    const args = { selector, cancelChildJobs: true };
    const lift = fake().addFault({ apiMethod: "customJobs.get", fault: { status: 403 } });
    const failed = await inVirtualTime(() => partialOutputs(sweeps().create(args)));
    lift();
    const outs = failed as unknown as SweepOutputs;
    const [now, childState] = await inVirtualTime(async () => [await sweeps().up(outs, args), stateOf(child)] as const);
    assert.equal(childState, "JOB_STATE_CANCELLED");
    assert.deepEqual([now.matched, now.cancelled], [1, 1]);
  });

  it("stops jobs that started while the sweep was set to stop jobs only on delete", async () => {
    const outs = await sweeps().create({ selector });
    const waiting = await sweeps().up(outs, { selector, cancelOn: ["delete"] });
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "late", labels });
    const now = await inVirtualTime(() => sweeps().up(waiting, { selector }));
    assert.deepEqual([now.matched, now.cancelled], [1, 1]);
  });

  it("keeps the outcome and stops a job that ran again while it was set to stop the job only on delete", async () => {
    const add = () => fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", labels });
    add();
    const outs = await inVirtualTime(() => cancellations().create({ name: NAME }));
    const waiting = await cancellations().up(outs, { name: NAME, cancelOn: ["delete"] });
    const kept = await cancellations().up(waiting, { name: NAME });
    assert.deepEqual([kept.outcome, kept.previousState], ["CANCELLED", "PIPELINE_STATE_RUNNING"]);
    const again = await cancellations().up(kept, { name: NAME, cancelOn: ["delete"] });
    add();
    fake().clearRequests();
    await inVirtualTime(() => cancellations().up(again, { name: NAME }));
    assert.equal(fake().requestsOf("pipelineJobs.cancel").length, 1);
  });

  it("pauses no schedule if the sweep stops jobs only on delete", async () => {
    const schedule = addSchedule();
    const args = { selector, cancelOn: ["delete"] };
    const outs = await sweeps().create(args);
    await sweeps().up(outs, { ...args, pauseSchedules: true, cancelChildJobs: true });
    assert.equal(fake().schedule(schedule)?.state, "ACTIVE");
  });

  it("stops child jobs that were unknown because of a missing permission", async () => {
    const child = addJobWithChild();
    const lift = fake().addFault({ apiMethod: "customJobs.get", fault: { status: 403 } });
    const outs = await inVirtualTime(() => cancellations().create({ name: NAME }));
    assert.equal(outs.activeChildJobs, undefined, "not known is not none");
    const later = { startMs: Date.now() + 60_000 };
    const refreshed = await inVirtualTime(() => cancellations().refresh(outs), later);
    assert.equal(refreshed.activeChildJobs, undefined);
    const args = { name: NAME, cancelChildJobs: true };
    const failed = await inVirtualTime(() => partialOutputs(cancellations().up(refreshed, args)), later);
    assert.equal(failed.outcome, "CANCELLED", "an outcome is a fact");
    lift();
    const [now, childState] = await inVirtualTime(
      async () => [await cancellations().up(failed, args), stateOf(child)] as const,
      later,
    );
    assert.deepEqual([now.activeChildJobs, now.outcome], [[], "CANCELLED"]);
    assert.equal(childState, "JOB_STATE_CANCELLED");
  });

  it("stops child jobs of a job that had already ended on create", async () => {
    const child = addJobWithChild();
    fake().setPipelineJobState(NAME, "PIPELINE_STATE_FAILED");
    const outs = await cancellations().create({ name: NAME, cancelOn: ["delete"] });
    const childState = await inVirtualTime(async () => {
      await cancellations().up(outs, { name: NAME, cancelChildJobs: true });
      return stateOf(child);
    });
    assert.equal(childState, "JOB_STATE_CANCELLED");
  });

  it("records child jobs on a refresh that has permission to get them", async () => {
    const child = addJobWithChild();
    const lift = fake().addFault({ apiMethod: "customJobs.get", fault: { status: 403 } });
    const refreshed = await inVirtualTime(async () => {
      const outs = await cancellations().create({ name: NAME });
      lift();
      return cancellations().refresh(outs);
    });
    assert.equal(refreshed.activeChildJobs?.length, 1);
    assert.equal(fake().customJob(child)?.state, "JOB_STATE_RUNNING");
  });
});
