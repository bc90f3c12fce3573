import assert from "node:assert/strict";
import type { SweepOutputs } from "../../src/provider/jobSweep/outputs";
import { partialOutputs } from "../support/resourceDriver";
import { inVirtualTime } from "../support/virtualTime";
import { withDriver } from "../support/withDriver";
import { calls, PLACE, withFake } from "../support/withFake";

const labels = { env: "pr-7" };
const selector = { labels };
const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

describe("an input that asks for an effect and is turned on later", () => {
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

  it("pauses schedules on a finished sweep, keeps its counts and is quiet afterwards", async () => {
    addJobWithChild();
    const schedule = addSchedule();
    const outs = await inVirtualTime(() => sweeps().create({ selector }));
    const args = { selector, pauseSchedules: true };
    const now = await sweeps().up(outs, args);
    assert.equal(fake().schedule(schedule)?.state, "PAUSED");
    assert.deepEqual([now.pausedSchedules, now.matched, now.cancelled], [[schedule], 1, 1]);
    assert.ok(await isQuiet(now, args));
  });

  it("pauses schedules once more when it was off in between", async () => {
    const schedule = addSchedule();
    const on = await sweeps().create({ selector, pauseSchedules: true });
    const off = await sweeps().up(on, { selector });
    fake().setScheduleState(schedule, "ACTIVE");
    await sweeps().up(off, { selector, pauseSchedules: true });
    assert.equal(fake().schedule(schedule)?.state, "PAUSED");
  });

  it("is tried again by the next up when it fails", async () => {
    const schedule = addSchedule();
    const outs = await sweeps().create({ selector });
    const args = { selector, pauseSchedules: true };
    const lift = fake().addFault({ apiMethod: "schedules.list", fault: { status: 403 } });
    await assert.rejects(sweeps().up(outs, args), /schedules\.list/);
    lift();
    await sweeps().up(outs, args);
    assert.equal(fake().schedule(schedule)?.state, "PAUSED");
  });

  it("stops the child jobs of a finished sweep, and keeps its counts", async () => {
    const child = addJobWithChild();
    const outs = await inVirtualTime(() => sweeps().create({ selector }));
    const args = { selector, cancelChildJobs: true };
    const now = await inVirtualTime(() => sweeps().up(outs, args));
    assert.equal(fake().customJob(child)?.state, "JOB_STATE_CANCELLED");
    assert.deepEqual([now.matched, now.cancelled], [1, 1]);
    assert.ok(await isQuiet(now, args));
  });

  it("says of how many jobs the child jobs are not looked for, since they are not recorded one by one", async () => {
    addJobWithChild();
    const outs = await inVirtualTime(() => sweeps().create({ selector }));
    const many = { ...outs, matched: 1_500, cancelled: 1_500 };
    await inVirtualTime(() => sweeps().up(many, { selector, cancelChildJobs: true }));
    const notes = sweeps().told.map(({ message }) => message);
    assert.ok(
      notes.includes("child jobs of 1,499 jobs were not looked for: only 1,000 stopped jobs are recorded"),
      notes.join("\n"),
    );
  });

  it("stops the child jobs of a sweep that could not do it before", async () => {
    const child = addJobWithChild();
    const args = { selector, cancelChildJobs: true };
    const lift = fake().addFault({ apiMethod: "customJobs.get", fault: { status: 403 } });
    const failed = await inVirtualTime(() => partialOutputs(sweeps().create(args)));
    lift();
    const outs = failed as unknown as SweepOutputs;
    const now = await inVirtualTime(() => sweeps().up(outs, args));
    assert.equal(fake().customJob(child)?.state, "JOB_STATE_CANCELLED");
    assert.deepEqual([now.matched, now.cancelled], [1, 1]);
  });

  it("sweeps what was started while the sweep was to stop jobs on delete only", async () => {
    const outs = await sweeps().create({ selector });
    const waiting = await sweeps().up(outs, { selector, cancelOn: ["delete"] });
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "late", labels });
    const now = await inVirtualTime(() => sweeps().up(waiting, { selector }));
    assert.deepEqual([now.matched, now.cancelled], [1, 1]);
  });

  it("stops a job that came back while its cancellation was to stop it on delete only, and keeps a fact", async () => {
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

  it("does nothing on a sweep that stops jobs on delete only", async () => {
    const schedule = addSchedule();
    const args = { selector, cancelOn: ["delete"] };
    const outs = await sweeps().create(args);
    await sweeps().up(outs, { ...args, pauseSchedules: true, cancelChildJobs: true });
    assert.equal(fake().schedule(schedule)?.state, "ACTIVE");
  });

  it("stops child jobs that were not known since looking at them was denied", async () => {
    const child = addJobWithChild();
    const lift = fake().addFault({ apiMethod: "customJobs.get", fault: { status: 403 } });
    const outs = await inVirtualTime(() => cancellations().create({ name: NAME }));
    assert.equal(outs.activeChildJobs, undefined, "not known is not none");
    const refreshed = await cancellations().refresh(outs);
    assert.equal(refreshed.activeChildJobs, undefined);
    const args = { name: NAME, cancelChildJobs: true };
    const failed = await inVirtualTime(() => partialOutputs(cancellations().up(refreshed, args)));
    assert.equal(failed.outcome, "CANCELLED", "an outcome is a fact");
    lift();
    const now = await inVirtualTime(() => cancellations().up(failed, args));
    assert.deepEqual([now.activeChildJobs, now.outcome], [[], "CANCELLED"]);
    assert.equal(fake().customJob(child)?.state, "JOB_STATE_CANCELLED");
  });

  it("stops child jobs of a job that had only been looked at, since it had ended", async () => {
    const child = addJobWithChild();
    fake().setPipelineJobState(NAME, "PIPELINE_STATE_FAILED");
    const outs = await cancellations().create({ name: NAME, cancelOn: ["delete"] });
    await inVirtualTime(() => cancellations().up(outs, { name: NAME, cancelChildJobs: true }));
    assert.equal(fake().customJob(child)?.state, "JOB_STATE_CANCELLED");
  });

  it("knows child jobs again after a refresh that may look at them", async () => {
    const child = addJobWithChild();
    const lift = fake().addFault({ apiMethod: "customJobs.get", fault: { status: 403 } });
    const outs = await inVirtualTime(() => cancellations().create({ name: NAME }));
    lift();
    assert.equal((await cancellations().refresh(outs)).activeChildJobs?.length, 1);
    assert.equal(fake().customJob(child)?.state, "JOB_STATE_RUNNING");
  });
});
