import assert from "node:assert/strict";
import type { SweepOutputs } from "../../src/provider/jobSweep/outputs";
import { projectChange } from "../../src/provider/sameProject";
import { ResourceDriver } from "../support/resourceDriver";
import { cancelledNames } from "../support/sweepJobs";
import { inVirtualTime } from "../support/virtualTime";
import { withDriver } from "../support/withDriver";
import { PLACE, withFake } from "../support/withFake";

const NUMBER = "123456789012";
const OTHER_NUMBER = "999";
const selector = { labels: { env: "pr-7" } };
const labels = selector.labels;

describe("projectChange", () => {
  it("recognizes two spellings of one project by the recorded number", () => {
    assert.equal(projectChange({ project: "p" }, "p"), "none");
    assert.equal(projectChange({ project: "p", projectNumber: NUMBER }, NUMBER), "same");
    assert.equal(projectChange({ project: "p", projectNumber: NUMBER }, OTHER_NUMBER), "other");
    assert.equal(projectChange({ project: "p" }, NUMBER), "unproven");
    assert.equal(projectChange({ project: NUMBER, projectNumber: NUMBER }, "p"), "unproven");
  });

  it("treats two IDs or two numbers as two projects", () => {
    assert.equal(projectChange({ project: "p", projectNumber: NUMBER }, "q"), "other");
    assert.equal(projectChange({ project: NUMBER }, OTHER_NUMBER), "other");
  });
});

describe("an update of the project input", () => {
  const fake = withFake({ timeToCancelMs: 0 });
  const sweeps = withDriver("JobSweep", fake);
  const cancellations = withDriver("PipelineJobCancellation", fake);
  const addJob = (project = "p") => fake().addPipelineJob({ ...PLACE, project, pipelineJobId: "a", labels });
  const changing = ["pipelineJobs.cancel", "pipelineJobs.batchCancel", "schedules.pause", "schedules.resume"];
  const sent = () => fake().requests.filter(({ apiMethod }) => changing.includes(String(apiMethod)));

  for (const [from, to] of [
    ["p", NUMBER],
    [NUMBER, "p"],
  ] as const) {
    describe(`from ${from} to ${to}`, () => {
      it("cancels no job that a PipelineJobCancellation stops on delete and records the new spelling", async () => {
        addJob();
        const args = { pipelineJobId: "a", cancelOn: ["delete"] };
        const outs = await cancellations().create({ ...args, project: from });
        assert.equal(outs.projectNumber, NUMBER);
        const now = await cancellations().up(outs, { ...args, project: to });
        assert.deepEqual([now.project, now.projectNumber, now.outcome], [to, NUMBER, "DEFERRED"]);
        assert.equal(now.name, `projects/${to}/locations/us-central1/pipelineJobs/a`);
        assert.deepEqual(sent(), []);
      });

      it("keeps the schedules of a JobSweep paused and recorded", async () => {
        addJob();
        const schedule = fake().addSchedule({ ...PLACE, scheduleId: "1", pipelineJob: { pipelineSpec: {}, labels } });
        const args = { selector, pauseSchedules: true, resumeSchedulesOnDelete: true };
        const outs = await inVirtualTime(() => sweeps().create({ ...args, project: from }));
        assert.equal(outs.projectNumber, NUMBER);
        fake().clearRequests();
        const now = await sweeps().up(outs, { ...args, project: to });
        assert.deepEqual([now.project, now.projectNumber, now.cancelled], [to, NUMBER, 1]);
        assert.equal(now.pausedSchedules?.length, 1);
        assert.equal(fake().schedule(schedule)?.state, "PAUSED");
        assert.deepEqual(sent(), []);
        await new ResourceDriver("JobSweep", fake().endpoint).lifecycle.delete("id", now);
        assert.equal(fake().schedule(schedule)?.state, "ACTIVE");
      });
    });
  }

  describe("to another project", () => {
    // The number is recorded of p; q has another one.
    const addElsewhere = () => fake().addPipelineJob({ ...PLACE, project: "q", pipelineJobId: "a", labels });

    it("replaces the resource if the recorded number differs", async () => {
      addJob();
      const args = { pipelineJobId: "a", cancelOn: ["delete"] };
      const outs = await cancellations().create({ ...args, project: "p" });
      await assert.rejects(cancellations().up(outs, { ...args, project: OTHER_NUMBER }), /replaced for name, project/);
      const swept = await inVirtualTime(() => sweeps().create({ selector, project: "p" }));
      await assert.rejects(sweeps().up(swept, { selector, project: OTHER_NUMBER }), /replaced for project/);
    });

    it("fails before any change if only a response has the number of the other project", async () => {
      addJob();
      addElsewhere();
      const args = { pipelineJobId: "a", triggers: [1] };
      const outs = await inVirtualTime(() => cancellations().create({ ...args, project: NUMBER }));
      const swept = await inVirtualTime(() => sweeps().create({ selector, project: NUMBER }));
      addElsewhere();
      fake().clearRequests();
      const message =
        /^Error: project q has the number \d+, and the recorded project \d+ has the number 123456789012\. They are two projects/;
      await assert.rejects(cancellations().up(outs, { ...args, project: "q", triggers: [2] }), message);
      await assert.rejects(sweeps().up(swept, { selector, project: "q", triggers: [2] }), (error: Error) => {
        assert.ok(!("properties" in error), "the other project is not recorded");
        return message.test(String(error));
      });
      assert.deepEqual(sent(), []);
    });
  });

  describe("without a recorded or returned project number", () => {
    it("warns and keeps the recorded schedules", async () => {
      const schedule = fake().addSchedule({ ...PLACE, scheduleId: "1", pipelineJob: { pipelineSpec: {}, labels } });
      const args = { selector, pauseSchedules: true, resumeSchedulesOnDelete: true };
      const outs = await inVirtualTime(() => sweeps().create({ ...args, project: "p" }));
      fake().removeSchedule(schedule);
      const { projectNumber: _unknown, ...unproven } = outs;
      const nextRun = new ResourceDriver("JobSweep", fake().endpoint);
      const now = await nextRun.up(unproven, { ...args, project: NUMBER });
      assert.equal(now.pausedSchedules?.length, 1);
      assert.match(
        nextRun.notes().join(),
        /warning: whether 123456789012 is project p is not known: nothing there tells its number\. The schedules that were paused stay recorded/,
      );
    });

    it("stops what a JobSweep selects there, since it was perhaps never swept", async () => {
      const outs = await inVirtualTime(() => sweeps().create({ selector, project: "q" }));
      assert.deepEqual([outs.matched, outs.projectNumber], [0, undefined]);
      addJob();
      const now = await inVirtualTime(() => sweeps().up(outs, { selector, project: NUMBER }));
      assert.deepEqual([now.matched, now.cancelled], [1, 1]);
    });

    it("stops a job that a PipelineJobCancellation names there", async () => {
      const args = { pipelineJobId: "a", ignoreMissing: true };
      const outs = await inVirtualTime(() => cancellations().create({ ...args, project: "q" }));
      assert.deepEqual([outs.outcome, outs.projectNumber], ["NOT_FOUND", undefined]);
      addJob();
      const now = await inVirtualTime(() => cancellations().up(outs, { ...args, project: NUMBER }));
      assert.equal(now.outcome, "CANCELLED");
    });

    it("warns about a missing job", async () => {
      addJob();
      const outs = await inVirtualTime(() => cancellations().create({ pipelineJobId: "a", project: NUMBER }));
      fake().removePipelineJob(`projects/p/locations/us-central1/pipelineJobs/a`);
      const now = await cancellations().up(outs, { pipelineJobId: "a", project: "p" });
      assert.deepEqual([now.project, now.outcome], ["p", "CANCELLED"]);
      assert.match(cancellations().notes().join(), /warning: whether p is project 123456789012 is not known/);
    });
  });

  it("resumes a sweep without cancelling or counting a job twice", async () => {
    await inVirtualTime(async () => {
      fake().addPipelineJob({ ...PLACE, pipelineJobId: "slow", labels, timeToCancelMs: 20_000 });
      const args = { selector };
      sweeps().timeoutMs = 5_000;
      const failed = await sweeps()
        .create({ ...args, project: "p" })
        .catch((error: { properties: object }) => error.properties);
      sweeps().timeoutMs = undefined;
      const now = await sweeps().up(failed as SweepOutputs, { selector, project: NUMBER });
      assert.deepEqual([now.matched, now.cancelled], [1, 1]);
      assert.equal(cancelledNames(fake()).length, 1);
    });
  });
});
