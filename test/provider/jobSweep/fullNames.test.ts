import assert from "node:assert/strict";
import type { SweepOutputs } from "../../../src/provider/jobSweep/outputs";
import { UNKNOWN } from "../../../src/provider/unknown";
import { ResourceDriver } from "../../support/resourceDriver";
import { activeIds, cancelledNames } from "../../support/sweepJobs";
import { calls, withFake } from "../../support/withFake";

const nameOf = (project: string, region = "us-central1", id = "nightly") =>
  `projects/${project}/locations/${region}/pipelineJobs/${id}`;

/** `gcp:project` and `gcp:region` are p and us-central1. */
const STEP = "Give the number of the project in which the job is";

describe("JobSweep with full names", function () {
  this.timeout(20_000).slow(5_000);
  const fake = withFake({ timeToCancelMs: 50 });
  const provider = () => new ResourceDriver("JobSweep", fake().endpoint);
  const add = (project: string, region = "us-central1", pipelineJobId = "nightly") =>
    fake().addPipelineJob({ project, region, pipelineJobId });
  const numberOf = (project: string) => String(fake().pipelineJob(nameOf(project))?.name).split("/")[1] ?? "";
  const stateOf = (name: string) => fake().pipelineJob(name)?.state;

  it("stops the named jobs in their own project and regions on create and no other jobs with these IDs", async () => {
    add("p");
    const names = [add("dev"), add("dev", "europe-west4")];
    const { jobs, matched } = await provider().create({ selector: { names } });
    assert.equal(matched, 2);
    assert.deepEqual(jobs?.map(({ name }) => name).sort(), [...names].sort());
    assert.deepEqual(cancelledNames(fake()).sort(), [...names].sort());
  });

  it("stops the named jobs on delete", async () => {
    add("p");
    const dev = add("dev", "europe-west4");
    const outputs = await provider().create({ selector: { names: [dev] }, cancelOn: ["delete"] });
    assert.deepEqual(outputs.activeJobs, [dev]);
    await provider().lifecycle.delete("id", outputs);
    assert.deepEqual(cancelledNames(fake()), [dev]);
  });

  it("finds the named jobs on refresh", async () => {
    const dev = add("dev", "europe-west4");
    const outputs = await provider().create({ selector: { names: [dev] } });
    add("dev", "europe-west4");
    add("p");
    assert.deepEqual((await provider().refresh(outputs)).activeJobs, [dev]);
  });

  it("stops jobs that an update adds", async () => {
    add("p", "europe-west4");
    const first = await provider().create({ selector: { names: [nameOf("dev")] } });
    const dev = add("dev", "europe-west4");
    const { regions, matched } = await provider().up(first, { selector: { names: [nameOf("dev"), dev] } });
    assert.deepEqual([regions, matched], [["us-central1", "europe-west4"], 1]);
    assert.deepEqual(cancelledNames(fake()), [dev]);
  });

  /** What an earlier version recorded of a sweep of names of another project than the default one. */
  async function recorded(args: Record<string, unknown>): Promise<SweepOutputs> {
    const inputs = await provider().inputs({ selector: { labels: { env: "pr-7" } }, cancelOn: ["delete"] });
    return { ...inputs, matched: 0, ...args };
  }

  it("cancels no job of another project when it deletes a sweep that an earlier version recorded", async () => {
    add("p");
    add("dev");
    await provider().lifecycle.delete("id", await recorded({ selector: { names: [nameOf("dev")] } }));
    assert.deepEqual(cancelledNames(fake()), []);
  });

  it("does not cancel a job that an earlier version excluded by a name in another project", async () => {
    add("p");
    const other = add("p", "us-central1", "other");
    const exclude = { names: [nameOf("dev")] };
    await provider().lifecycle.delete("id", await recorded({ selector: { allJobs: true }, exclude }));
    assert.deepEqual(cancelledNames(fake()), [other]);
  });

  it("is replaced if it was recorded with the default project", async () => {
    const selector = { names: [nameOf("dev")] };
    const { lifecycle, inputs } = { lifecycle: provider().lifecycle, inputs: provider().inputs.bind(provider()) };
    const diff = await lifecycle.diff("id", await recorded({ selector }), await inputs({ selector }));
    assert.deepEqual(diff.replaces, ["project"]);
  });

  it("matches a project number with the number in the responses", async () => {
    add("p");
    const dev = add("dev");
    const { matched } = await provider().create({ selector: { names: [nameOf(numberOf("dev"))] }, project: "p" });
    assert.equal(matched, 0);
    await provider().create({ selector: { names: [nameOf(numberOf("dev"))] }, project: "dev" });
    assert.deepEqual(cancelledNames(fake()), [dev]);
    assert.deepEqual(activeIds(fake()), ["nightly"]);
  });

  it("excludes only the job in the project with the given number", async () => {
    const [mine] = [add("p"), add("dev")];
    const exclude = { names: [nameOf(numberOf("dev"))] };
    await provider().create({ selector: { allJobs: true }, exclude });
    assert.deepEqual(cancelledNames(fake()), [mine]);
    const spared = { names: [nameOf(numberOf("dev"))] };
    await provider().create({ selector: { allJobs: true }, exclude: spared, project: "dev" });
    assert.equal(stateOf(nameOf("dev")), "PIPELINE_STATE_RUNNING");
  });

  describe("with a project ID and a project number", () => {
    const project = () => numberOf("p");

    it("sends one get request for any number of names", async () => {
      const names = ["a", "b", "c"].map((id) => add("p", "us-central1", id));
      add("p");
      await provider().create({ selector: { names }, project: project() });
      assert.deepEqual(activeIds(fake()), ["nightly"]);
      const looks = fake()
        .requestsOf("pipelineJobs.get")
        .filter(({ path }) => path.startsWith("/v1/projects/p/"));
      assert.deepEqual(
        looks.map(({ path }) => path),
        [`/v1/${names[0]}`],
      );
    });

    it("excludes a job of the same project", async () => {
      const [spared, other] = [add("p"), add("p", "us-central1", "other")];
      await provider().create({ selector: { allJobs: true }, exclude: { names: [spared] }, project: project() });
      assert.equal(cancelledNames(fake()).length, 1);
      assert.deepEqual([stateOf(spared), stateOf(other)], ["PIPELINE_STATE_RUNNING", "PIPELINE_STATE_CANCELLED"]);
    });

    it("excludes a job even if its project number is unknown", async () => {
      add("p");
      const exclude = { names: [nameOf("nowhere")] };
      await provider().create({ selector: { allJobs: true }, exclude, project: project() });
      assert.deepEqual(activeIds(fake()), ["nightly"]);
    });

    it("selects no job if its project number is unknown", async () => {
      add("p");
      const { matched } = await provider().create({ selector: { names: [nameOf("nowhere")] }, project: project() });
      assert.deepEqual([matched, activeIds(fake())], [0, ["nightly"]]);
    });

    for (const what of ["selector", "exclude"]) {
      it(`fails for a name of another project in ${what} and cancels nothing`, async () => {
        add("p");
        add("dev");
        const conditions = { selector: { allJobs: true }, [what]: { names: [nameOf("dev")] } };
        await assert.rejects(provider().create({ ...conditions, project: project() }), {
          message: `${nameOf("dev")} is in project ${numberOf("dev")}, and jobs are looked for in ${project()}. ${STEP}`,
        });
        assert.deepEqual(cancelledNames(fake()), []);
      });
    }

    it("sends no cancellation if the get request is denied", async () => {
      const mine = add("p");
      fake().addFault({ apiMethod: "pipelineJobs.get", fault: { status: 403 } });
      const create = provider().create({ selector: { names: [mine] }, project: project() });
      await assert.rejects(create, /cannot get projects\/p\/.*HTTP 403/);
      assert.deepEqual(cancelledNames(fake()), []);
    });
  });

  it("shows in a preview which of the named jobs it would stop", async () => {
    add("p");
    const previewing = provider();
    await previewing.inputs({ selector: { names: [add("dev", "europe-west4")] }, __dryRun: true });
    assert.match(previewing.notes().join("\n"), /^info: would stop 1 job:\n {2}europe-west4\/nightly/);
  });

  it("sends no request in a preview with an unknown name", async () => {
    add("p");
    const previewing = provider();
    const inputs = await previewing.inputs({ selector: { names: [UNKNOWN] }, __dryRun: true });
    assert.deepEqual([inputs.project, inputs.regions], [UNKNOWN, UNKNOWN]);
    assert.match(previewing.notes().join("\n"), /can't be told yet: an input is not known/);
    assert.deepEqual(calls(fake()), []);
  });
});
