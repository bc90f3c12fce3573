import assert from "node:assert/strict";
import { DeclaredPauses } from "../../../src/provider/jobSweep/declaredPauses";
import type { SweepOutputs } from "../../../src/provider/jobSweep/outputs";
import { ResourceDriver } from "../../support/resourceDriver";
import { PLACE, withFake } from "../../support/withFake";

const OLD = "urn:pulumi:s::p::t::old";
const NEW = "urn:pulumi:s::p::t::new";
const labels = { env: "pr-7" };
const args = { selector: { labels }, pauseSchedules: true, resumeSchedulesOnDelete: true };

describe("delete of a sweep with paused schedules", () => {
  const fake = withFake();
  /** Each run of the engine has a provider process of its own. */
  const nextRun = () => new ResourceDriver("JobSweep", fake().endpoint);
  const add = (scheduleId = "1") =>
    fake().addSchedule({ ...PLACE, scheduleId, cron: "0 0 1 1 *", pipelineJob: { pipelineSpec: {}, labels } });
  const stateOf = (name: string) => fake().schedule(name)?.state;
  const createOld = () => nextRun().create({ ...args, __progressUrn: OLD });

  /** What the engine does in a replacement: it checks, diffs, checks anew, creates, and then deletes. */
  async function replace(
    run: ResourceDriver<"JobSweep">,
    olds: SweepOutputs,
    news: Record<string, unknown>,
  ): Promise<SweepOutputs> {
    const inputs = await run.inputs({ ...news, __progressUrn: OLD }, { ...olds });
    await run.lifecycle.diff("id", olds, inputs);
    const { outs } = await run.lifecycle.create(await run.inputs({ ...news, __progressUrn: OLD }));
    await run.lifecycle.delete("id", olds);
    return outs;
  }

  it("resumes the schedules when no resource in the program declares them paused", async () => {
    const schedule = add();
    const outs = await createOld();
    const run = nextRun();
    await run.inputs({ selector: { labels: { env: "other" } }, pauseSchedules: true, __progressUrn: NEW });
    await run.inputs({ selector: { labels }, __progressUrn: `${NEW}-2` });
    await run.inputs({ ...args, regions: ["europe-west4"], __progressUrn: `${NEW}-3` });
    await run.inputs({ ...args, project: "q", __progressUrn: `${NEW}-4` });
    await run.inputs({ selector: { labels }, pauseSchedules: true, cancelOn: ["delete"], __progressUrn: `${NEW}-5` });
    await run.lifecycle.delete("id", outs);
    assert.equal(stateOf(schedule), "ACTIVE");
  });

  it("leaves schedules paused that the renamed sweep declares paused, with a warning", async () => {
    const schedule = add();
    const outs = await createOld();
    const run = nextRun();
    const renamed = await run.create({ ...args, __progressUrn: NEW });
    await run.lifecycle.delete("id", outs);
    assert.equal(stateOf(schedule), "PAUSED");
    assert.deepEqual(renamed.pausedSchedules, []);
    assert.match(
      run.notes().join("\n"),
      /warning: these schedules were paused before and stay paused on delete, since a person may have paused them: .*schedules\/1\. If this resource was renamed, give it its old name in aliases/,
    );
    assert.match(run.notes().join("\n"), /info: left .*schedules\/1 paused, since another resource of this program/);
    await nextRun().lifecycle.delete("id", renamed);
    assert.equal(stateOf(schedule), "PAUSED");
  });

  it("leaves schedules paused that another sweep declares even if the run only diffs that sweep", async () => {
    const schedule = add();
    const outs = await createOld();
    const other = { ...outs, __progressUrn: NEW };
    const run = nextRun();
    const inputs = await nextRun().inputs({ ...args, __progressUrn: NEW });
    await run.lifecycle.diff("id", other, inputs);
    await run.lifecycle.delete("id", outs);
    assert.equal(stateOf(schedule), "PAUSED");
  });

  it("passes the schedules to a replacement, whose delete resumes them", async () => {
    const schedule = add();
    const outs = await createOld();
    const run = nextRun();
    const replaced = await replace(run, outs, args);
    assert.equal(stateOf(schedule), "PAUSED");
    assert.deepEqual(replaced.pausedSchedules, [schedule]);
    assert.ok(!run.notes().some((note) => note.includes("paused before")));
    await nextRun().lifecycle.delete("id", replaced);
    assert.equal(stateOf(schedule), "ACTIVE");
  });

  it("resumes schedules that the replacement does not match", async () => {
    const schedule = add();
    const outs = await createOld();
    const replaced = await replace(nextRun(), outs, { ...args, selector: { labels: { env: "other" } } });
    assert.equal(stateOf(schedule), "ACTIVE");
    assert.deepEqual(replaced.pausedSchedules, []);
  });

  it("never resumes a schedule that was paused before the sweep", async () => {
    const schedule = add();
    fake().setScheduleState(schedule, "PAUSED");
    const outs = await createOld();
    await nextRun().lifecycle.delete("id", outs);
    assert.equal(stateOf(schedule), "PAUSED");
  });

  for (const way of ["created", "replaced"] as const) {
    it(`never resumes a schedule that somebody resumed and paused again after the sweep was ${way}`, async () => {
      const schedule = add();
      const outs = await createOld();
      for (const state of ["ACTIVE", "PAUSED"] as const) fake().setScheduleState(schedule, state);
      const run = nextRun();
      await run.lifecycle.delete("id", way === "created" ? outs : await replace(nextRun(), outs, args));
      assert.equal(stateOf(schedule), "PAUSED");
      assert.match(run.notes().join(), /left .*, since somebody else has resumed it and paused it again/);
    });
  }

  it("ignores a schedule with the same ID in another project", async () => {
    add();
    const outs = await createOld();
    const other = fake().addSchedule({
      ...PLACE,
      project: "q",
      scheduleId: "1",
      pipelineJob: { pipelineSpec: {}, labels },
    });
    fake().setScheduleState(other, "PAUSED");
    const moved = await replace(nextRun(), outs, { ...args, project: "q" });
    assert.deepEqual(moved.pausedSchedules, []);
  });

  for (const state of ["ACTIVE", "COMPLETED", "gone"] as const) {
    it(`succeeds when a schedule is ${state === "gone" ? state : `${state} already`}`, async () => {
      const schedule = add();
      const outs = await createOld();
      if (state === "gone") fake().removeSchedule(schedule);
      else fake().setScheduleState(schedule, state);
      await nextRun().lifecycle.delete("id", outs);
      assert.deepEqual(fake().requestsOf("schedules.resume"), []);
    });
  }
});

describe("preview of a replacement", () => {
  const fake = withFake();

  it('warns that it stops the jobs when cancelOn includes "delete"', async () => {
    const provider = new ResourceDriver("JobSweep", fake().endpoint);
    const outs = await provider.create({ selector: { labels }, cancelOn: ["delete"] });
    const news = await provider.inputs({ selector: { labels }, project: "q", cancelOn: ["delete"] });
    await provider.lifecycle.diff("id", outs, news);
    assert.match(provider.notes().join(), /^warning: this replacement stops the jobs that the old resource matches/);
  });
});

describe("DeclaredPauses", () => {
  const schedule = {
    name: "projects/1/locations/us-central1/schedules/1",
    createPipelineJobRequest: { pipelineJob: { labels } },
  };

  it("forgets pauses that a resource no longer declares", () => {
    const pauses = new DeclaredPauses();
    const inputs = { ...args, project: "p", regions: ["us-central1"], cancelOn: ["create"] };
    pauses.declare(NEW, inputs as never);
    assert.equal(pauses.declaring(schedule, { project: "p" }), NEW);
    pauses.declare(NEW, { ...inputs, pauseSchedules: false } as never);
    assert.equal(pauses.declaring(schedule, { project: "p" }), undefined);
  });

  it("compares a project ID and a project number by the recorded number", () => {
    const pauses = new DeclaredPauses();
    const inputs = { ...args, project: "q", regions: ["us-central1"], cancelOn: ["create"] };
    for (const [recorded, declaring] of [
      [undefined, NEW],
      [{ project: "q", projectNumber: "1" }, NEW],
      [{ project: "q", projectNumber: "2" }, undefined],
      [{ project: "another", projectNumber: "2" }, NEW],
    ] as const) {
      pauses.declare(NEW, inputs as never, recorded);
      assert.equal(pauses.declaring(schedule, { project: "1" }), declaring);
    }
  });
});
