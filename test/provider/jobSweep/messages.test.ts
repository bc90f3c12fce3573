import assert from "node:assert/strict";
import type { SweepOutputs } from "../../../src/provider/jobSweep/outputs";
import { UNKNOWN } from "../../../src/provider/unknown";
import { partialOutputs, ResourceDriver } from "../../support/resourceDriver";
import { addJobs } from "../../support/sweepJobs";
import { inVirtualTime } from "../../support/virtualTime";
import { calls, withFake } from "../../support/withFake";

const labels = { env: "pr-7" };
const selector = { labels };
const ESCAPE =
  "To remove the resource from the state without stopping anything: pulumi state delete 'urn:pulumi:s::p::t::resource'";

describe("what a JobSweep tells", () => {
  const fake = withFake({ timeToCancelMs: 0 });
  let provider: ResourceDriver<"JobSweep">;
  beforeEach(() => {
    provider = new ResourceDriver("JobSweep", fake().endpoint);
  });
  const create = (args: Record<string, unknown> = {}) => provider.create({ selector, ...args });
  const add = (count: number, prefix = "job") => addJobs(fake(), { prefix, count, labels });
  const deny = (apiMethod?: string) => fake().addFault({ ...(apiMethod && { apiMethod }), fault: { status: 403 } });

  describe("on refresh", () => {
    it("is what comes next of the jobs that are active", async () => {
      const outs = await create({ cancelOn: ["create", "delete"] });
      add(2);
      const refreshed = await provider.refresh(outs);
      assert.equal(refreshed.desiredState, "ACTIVE: 2 jobs");
      assert.deepEqual(provider.notes(), [
        "info: 2 jobs active: the next `pulumi up` stops them, `pulumi destroy` will stop them",
      ]);
    });

    it("is nothing when none is", async () => {
      await provider.refresh(await create());
      assert.deepEqual(provider.notes(), []);
    });

    it("is a failure, with what was last known, where it may not look at what is to be stopped", async () => {
      add(1);
      const outs = await create({ cancelOn: ["delete"] });
      deny();
      await assert.rejects(
        provider.refresh(outs),
        /^Error: cannot list .*HTTP 403 .*\(needs aiplatform\.pipelineJobs\.list\) \(last known: 1 active, after 0s\)\. Grant that permission/,
      );
    });

    it("is a failure where jobs are known to be active, and where another fault than a missing permission is", async () => {
      const outs = await create();
      add(1);
      const active = await provider.refresh(outs);
      const lift = deny();
      await assert.rejects(provider.refresh(active), /HTTP 403/);
      lift();
      fake().addFault({ fault: { status: 400 } });
      await assert.rejects(provider.refresh(outs), /HTTP 400/);
    });

    it("has the names of a thousand jobs at most", async () => {
      const outs = await create({ cancelOn: ["delete"] });
      add(1_001);
      const refreshed = await provider.refresh(outs);
      assert.equal(refreshed.activeJobs?.length, 1_000);
      assert.match(provider.notes().join(), /1,001 jobs active/);
    }).timeout(20_000);
  });

  describe("when it fails", () => {
    it("is how to let the resource go that it can't delete", async () => {
      add(1);
      const outs = await create({ cancelOn: ["delete"] });
      deny();
      const deleting = provider.lifecycle.delete("id", outs);
      const failure: Error = await deleting.then(
        () => assert.fail("it succeeds"),
        (error: Error) => error,
      );
      assert.ok(failure.message.endsWith(`which roles/aiplatform.user contains. ${ESCAPE}`), failure.message);
      assert.ok(!("properties" in failure), "nothing is recorded of a delete");
    });

    it("is the same where schedules can't be resumed", async () => {
      const outs = await create({ pauseSchedules: true, resumeSchedulesOnDelete: true });
      const name = "projects/p/locations/us-central1/schedules/1";
      deny();
      const failing = provider.lifecycle.delete("id", { ...outs, pausedSchedules: [name] });
      await assert.rejects(failing, (error: Error) => {
        assert.match(error.message, /^cannot get .*schedules\/1: HTTP 403/);
        return error.message.endsWith(ESCAPE);
      });
    });

    it("leaves nothing for the state when nothing was found", async () => {
      deny();
      await assert.rejects(create(), (error: Error) => !("properties" in error));
    });

    it("leaves what was found when the look on create finds too little", async () => {
      add(1);
      deny("pipelineJobs.cancel");
      deny("pipelineJobs.batchCancel");
      const { activeJobs, matched } = (await partialOutputs(inVirtualTime(() => create()))) as unknown as SweepOutputs;
      assert.deepEqual([activeJobs?.length, matched], [1, undefined]);
    });
  });

  describe("in a preview", () => {
    const previewOf = async (args: Record<string, unknown>, olds = {}) => {
      await provider.lifecycle.check(olds, { __progressUrn: "urn:pulumi:s::p::t::resource", __dryRun: true, ...args });
      return provider.notes();
    };

    it("is that an input is not known yet", async () => {
      assert.deepEqual(await previewOf({ selector: { displayName: UNKNOWN } }), [
        "info: which jobs would be stopped can't be told yet: an input is not known",
      ]);
    });

    it("is nothing of inputs that are refused, or of a sweep that is there", async () => {
      assert.deepEqual(await previewOf({ selector: {} }), []);
      assert.deepEqual(await previewOf({ selector }, { selector }), []);
      assert.deepEqual(calls(fake()), []);
    });

    it("ends with the preview: the up that follows lists only to sweep", async () => {
      const outs = await create();
      const news = { selector, triggers: [1] };
      await provider.inputs({ ...news, __dryRun: true }, { ...outs });
      const inputs = await provider.inputs(news, { ...outs });
      fake().clearRequests();
      assert.equal((await provider.lifecycle.diff("id", outs, inputs)).changes, true);
      assert.deepEqual(calls(fake()), []);
    });

    it("is nothing of an update that only records", async () => {
      const outs = await create();
      const inputs = await provider.inputs({ selector, maxJobs: 7, __dryRun: true }, { ...outs });
      fake().clearRequests();
      assert.equal((await provider.lifecycle.diff("id", outs, inputs)).changes, true);
      assert.deepEqual(calls(fake()), []);
    });
  });

  it("is which schedules it has paused", async () => {
    const pipelineJob = { pipelineSpec: {}, labels };
    const name = fake().addSchedule({ project: "p", region: "us-central1", scheduleId: "1", pipelineJob });
    await create({ pauseSchedules: true });
    assert.deepEqual(provider.notes(), [`info: paused ${name}`]);
  });
});
