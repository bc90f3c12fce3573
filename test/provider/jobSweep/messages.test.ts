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

describe("JobSweep", () => {
  const fake = withFake({ timeToCancelMs: 0 });
  let provider: ResourceDriver<"JobSweep">;
  beforeEach(() => {
    provider = new ResourceDriver("JobSweep", fake().endpoint);
  });
  const create = (args: Record<string, unknown> = {}) => provider.create({ selector, ...args });
  const add = (count: number, prefix = "job") => addJobs(fake(), { prefix, count, labels });
  const deny = (apiMethod?: string) => fake().addFault({ ...(apiMethod && { apiMethod }), fault: { status: 403 } });

  describe("on refresh", () => {
    it("says what happens next to active jobs", async () => {
      const outs = await create({ cancelOn: ["create", "delete"] });
      add(2);
      const refreshed = await provider.refresh(outs);
      assert.equal(refreshed.desiredState, "ACTIVE: 2 jobs");
      assert.deepEqual(provider.notes(), [
        "info: 2 jobs active: the next `pulumi up` stops them, `pulumi destroy` will stop them",
      ]);
    });

    it("says nothing when no job is active", async () => {
      await provider.refresh(await create());
      assert.deepEqual(provider.notes(), []);
    });

    it("fails with the last known state if it has no permission to list jobs that it must stop", async () => {
      add(1);
      const outs = await create({ cancelOn: ["delete"] });
      deny();
      await assert.rejects(
        provider.refresh(outs),
        /^Error: cannot list .*HTTP 403 .*\(needs aiplatform\.pipelineJobs\.list\) \(last known: 1 active, after 0s\)\. Grant that permission/,
      );
    });

    it("fails if jobs are known to be active or the error is not a missing permission", async () => {
      const outs = await create();
      add(1);
      const active = await provider.refresh(outs);
      const lift = deny();
      await assert.rejects(provider.refresh(active), /HTTP 403/);
      lift();
      fake().addFault({ fault: { status: 400 } });
      await assert.rejects(provider.refresh(outs), /HTTP 400/);
    });

    it("records the names of at most 1,000 jobs", async () => {
      const outs = await create({ cancelOn: ["delete"] });
      add(1_001);
      const refreshed = await provider.refresh(outs);
      assert.equal(refreshed.activeJobs?.length, 1_000);
      assert.match(provider.notes().join(), /1,001 jobs active/);
    }).timeout(20_000);
  });

  describe("after a failure", () => {
    it("says how to remove a resource that it cannot delete", async () => {
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

    it("says how to remove a resource if it cannot resume schedules", async () => {
      const outs = await create({ pauseSchedules: true, resumeSchedulesOnDelete: true });
      const name = "projects/p/locations/us-central1/schedules/1";
      deny();
      const failing = provider.lifecycle.delete("id", { ...outs, pausedSchedules: [name] });
      await assert.rejects(failing, (error: Error) => {
        assert.match(error.message, /^cannot get .*schedules\/1: HTTP 403/);
        return error.message.endsWith(ESCAPE);
      });
    });

    it("records nothing if it found nothing", async () => {
      deny();
      await assert.rejects(create(), (error: Error) => !("properties" in error));
    });

    it("records the jobs that it found on create", async () => {
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

    it("says that an input is unknown", async () => {
      assert.deepEqual(await previewOf({ selector: { displayName: UNKNOWN } }), [
        "info: which jobs would be stopped can't be told yet: an input is not known",
      ]);
    });

    it("says nothing for refused inputs or for an unchanged sweep", async () => {
      assert.deepEqual(await previewOf({ selector: {} }), []);
      assert.deepEqual(await previewOf({ selector }, { selector }), []);
      assert.deepEqual(calls(fake()), []);
    });

    it("lists no jobs in the diff of the up that follows", async () => {
      const outs = await create();
      const news = { selector, triggers: [1] };
      await provider.inputs({ ...news, __dryRun: true }, { ...outs });
      const inputs = await provider.inputs(news, { ...outs });
      fake().clearRequests();
      assert.equal((await provider.lifecycle.diff("id", outs, inputs)).changes, true);
      assert.deepEqual(calls(fake()), []);
    });

    it("lists no jobs for an update that only records inputs", async () => {
      const outs = await create();
      const inputs = await provider.inputs({ selector, maxJobs: 7, __dryRun: true }, { ...outs });
      fake().clearRequests();
      assert.equal((await provider.lifecycle.diff("id", outs, inputs)).changes, true);
      assert.deepEqual(calls(fake()), []);
    });
  });

  it("names the schedules that it pauses", async () => {
    const pipelineJob = { pipelineSpec: {}, labels };
    const name = fake().addSchedule({ project: "p", region: "us-central1", scheduleId: "1", pipelineJob });
    await create({ pauseSchedules: true });
    assert.deepEqual(provider.notes(), [`info: paused ${name}`]);
  });
});
