import assert from "node:assert/strict";
import { JobSweep } from "../../src";
import { DrivenClock } from "../../src/testing";
import { activeIds } from "../support/sweepJobs";
import { calls, PLACE } from "../support/withFake";
import { withStack } from "../support/withStack";

const MINUTE_MS = 60_000;

describe("JobSweep of the jobs of a schedule", function () {
  this.timeout(120_000);
  const clock = new DrivenClock();
  const { fake, stack } = withStack({ fake: { clock, timeToCancelMs: 5 * MINUTE_MS } });
  let schedule: string;
  let other: string;

  before(() => {
    schedule = fake().addSchedule({ ...PLACE, scheduleId: "nightly", cron: "* * * * *" });
    other = fake().addSchedule({ ...PLACE, scheduleId: "other", cron: "0 0 * * *" });
    clock.advance(5 * MINUTE_MS);
    stack().program = async () => {
      const switches = { pauseSchedules: true, resumeSchedulesOnDelete: true };
      new JobSweep("sweep", { selector: { scheduleName: schedule }, ...switches });
    };
  });
  beforeEach(() => fake().clearRequests());

  /** Lets a minute pass every tenth of a second while something is done. */
  const whileTimePasses = async <Result>(work: Promise<Result>) => {
    const passing = setInterval(() => clock.advance(MINUTE_MS), 100);
    return work.finally(() => clearInterval(passing));
  };

  it("pauses the schedule before it cancels the jobs", async () => {
    assert.equal(activeIds(fake()).length, 5);
    await whileTimePasses(stack().up());
    const [paused, cancelled] = ["schedules.pause", "pipelineJobs.batchCancel"].map((one) =>
      calls(fake()).indexOf(one),
    );
    assert.ok(Number(paused) >= 0 && Number(paused) < Number(cancelled), calls(fake()).join());
    assert.equal(fake().schedule(schedule)?.state, "PAUSED");
  });

  it("leaves no job running and no schedule that launches more", () => {
    const launched = fake().pipelineJobs.length;
    clock.advance(60 * MINUTE_MS);
    assert.deepEqual([fake().pipelineJobs.length, activeIds(fake())], [launched, []]);
  });

  it("leaves other schedules active and records the schedule that it paused", async () => {
    assert.equal(fake().schedule(other)?.state, "ACTIVE");
    assert.deepEqual((await stack().recorded("sweep")).outputs.pausedSchedules, [schedule]);
  });

  it("resumes the schedule on destroy when resumeSchedulesOnDelete is set", async () => {
    await stack().destroy();
    assert.equal(fake().schedule(schedule)?.state, "ACTIVE");
    assert.deepEqual(calls(fake()), ["schedules.get", "schedules.resume"]);
  });
});
