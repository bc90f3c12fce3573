import assert from "node:assert/strict";
import { KINDS } from "../../../src/vertex/kinds/kinds";
import { inVirtualTime } from "../../support/virtualTime";
import { withDriver } from "../../support/withDriver";
import { calls, PLACE, withFake } from "../../support/withFake";

const nameOf = (collection: string, id = "1") => `projects/p/locations/us-central1/${collection}/${id}`;

describe("JobCancellation", () => {
  const fake = withFake({ timeToCancelMs: 3_000 });
  const provider = withDriver("JobCancellation", fake);
  const create = (args: object) => inVirtualTime(() => provider().create(args));

  for (const kind of KINDS) {
    const { collection } = kind;
    const name = nameOf(collection);
    const running = kind.cancelledState.replace("CANCELLED", "RUNNING");

    it(`stops one of the ${collection}, and waits until it has stopped`, async () => {
      fake().addJob(collection, { ...PLACE, id: "1" });
      const { outcome, state, previousState, region, projectNumber, error } = await create({ name });
      assert.deepEqual(
        [outcome, state, previousState, region],
        ["CANCELLED", kind.cancelledState, running, "us-central1"],
      );
      assert.match(String(projectNumber), /^\d+$/);
      if (kind.cancelledError !== "sometimes")
        assert.equal(error?.code, kind.cancelledError === "always" ? 1 : undefined);
      assert.equal(fake().requestsOf(`${collection}.cancel`).length, 1);
      const looks = fake().requestsOf(`${collection}.get`);
      assert.ok(
        looks.some(({ query }) => query.fields === kind.stateFields.join(",")),
        "asks only for what it needs",
      );
    });

    it(`notices that one of the ${collection} runs again`, async () => {
      fake().addJob(collection, { ...PLACE, id: "1" });
      const outs = await create({ name });
      fake().setJobState(name, running);
      const refreshed = await provider().refresh(outs);
      assert.equal(refreshed.desiredState, `ACTIVE: ${running}`);
      const again = await inVirtualTime(() => provider().up(refreshed, { name }));
      assert.equal(again.outcome, "CANCELLED");
    });

    it(`${kind.canBeDeleted ? "deletes" : "refuses to delete"} one of the ${collection}`, async () => {
      fake().addJob(collection, { ...PLACE, id: "1" });
      if (!kind.canBeDeleted) return assert.rejects(create({ name, deleteStopped: true }), /deleteStopped.*tuningJobs/);
      assert.equal((await create({ name, deleteStopped: true })).deleted, true);
      assert.equal(fake().job(name), undefined);
    });
  }

  it("sends no cancel to a job that has expired", async () => {
    fake().addJob("customJobs", { ...PLACE, id: "1", state: "JOB_STATE_EXPIRED" });
    const { outcome } = await create({ name: nameOf("customJobs") });
    assert.equal(outcome, "ALREADY_TERMINAL");
    assert.deepEqual(calls(fake()), ["customJobs.get", "customJobs.list"].slice(0, calls(fake()).length));
  });

  it("stops the custom jobs that a hyperparameter tuning job leaves behind, if it is asked to", async () => {
    const customJob = fake().addJob("customJobs", { ...PLACE, id: "2", staysBehind: true });
    fake().addJob("hyperparameterTuningJobs", { ...PLACE, id: "1", trials: [{ state: "ACTIVE", customJob }] });
    const name = nameOf("hyperparameterTuningJobs");
    const outs = await create({ name });
    assert.deepEqual(
      outs.activeChildJobs?.map((child) => child.split("/").at(-1)),
      ["2"],
    );
    const now = await inVirtualTime(() => provider().up(outs, { name, cancelChildJobs: true }));
    assert.deepEqual(now.activeChildJobs, []);
    assert.equal(fake().requestsOf("customJobs.cancel").length, 1);
  });

  for (const [what, args, fault] of [
    ["a missing name", {}, /name.*is missing: give the full name of the job/],
    ["a name of an unknown kind", { name: nameOf("otherJobs") }, /name.*must have the form .*customJobs/],
    ["an id", { pipelineJobId: "a" }, /pipelineJobId.*is not an input of JobCancellation/],
    [
      "another region than that of the name",
      { name: nameOf("nasJobs"), region: "europe-west4" },
      /region.*does not agree with name/,
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(provider().inputs(args), fault);
    });
  }

  for (const [what, other] of [
    ["another id", nameOf("customJobs", "2")],
    ["another kind", nameOf("nasJobs", "1")],
  ] as const) {
    it(`is replaced if the name has ${what}, and not if it only spells the project otherwise`, async () => {
      fake().addJob("customJobs", { ...PLACE, id: "1" });
      const outs = await create({ name: nameOf("customJobs") });
      const diffTo = async (name: string) =>
        provider().lifecycle.diff("id", outs, await provider().inputs({ name }, outs));
      assert.deepEqual((await diffTo(other)).replaces, ["name"]);
      const spelled = nameOf("customJobs").replace("projects/p/", `projects/${outs.projectNumber}/`);
      assert.deepEqual(await diffTo(spelled), { changes: true });
    });
  }

  it("shows no change of what a version has recorded that did not know an input", async () => {
    fake().addJob("customJobs", { ...PLACE, id: "1" });
    const { deleteStopped: _unknown, ...outs } = await create({ name: nameOf("customJobs") });
    const news = await provider().inputs({ name: nameOf("customJobs") }, outs);
    assert.equal((await provider().lifecycle.diff("id", outs, news)).changes, false);
    const deleting = await provider().inputs({ name: nameOf("customJobs"), deleteStopped: true }, outs);
    assert.equal((await provider().lifecycle.diff("id", outs, deleting)).changes, true);
  });

  it("refuses a recorded job of a kind that only a newer version knows", async () => {
    fake().addJob("customJobs", { ...PLACE, id: "1" });
    const outs = await create({ name: nameOf("customJobs") });
    const newer = { ...outs, name: nameOf("laterJobs") };
    await assert.rejects(provider().refresh(newer), /there is no kind laterJobs/);
  });
});
