import assert from "node:assert/strict";
import { guardInputs } from "../../../src/guard/guardInputs";
import { guardWorkflow } from "../../../src/guard/workflow/guardWorkflow";
import { KIND_NAMES } from "../../../src/vertex/kinds/kindNames";
import { PLACE } from "../../support/withFake";
import { withWorkflows } from "../../support/workflowsEmulator/withWorkflows";

const LABELS = { env: "pr-7" };
const REGIONS = ["us-central1", "europe-west4"];

/** A kind whose jobs say otherwise than most who they run as, or what they are called. */
const OWN_FIELDS: readonly [kind: string, fields: object][] = [
  ["customJobs", { displayName: "train", jobSpec: { serviceAccount: "a@p" } }],
  ["hyperparameterTuningJobs", { displayName: "train", trialJobSpec: { serviceAccount: "a@p" } }],
  ["tuningJobs", { tunedModelDisplayName: "train", serviceAccount: "a@p" }],
];

/** Executed by an engine that is none of ours, whose discovery document has the connector of each kind. */
describe("the workflow of a guard of several kinds", function () {
  this.timeout(120_000);
  this.slow(20_000);
  const leftOut: string[] = [];
  const { fake, run } = withWorkflows({ timeToCancelMs: 20_000, fieldsLeftOutOfLists: () => leftOut });
  beforeEach(() => {
    leftOut.length = 0;
  });

  const guard = (given: object) =>
    guardWorkflow(guardInputs({ project: "p", regions: REGIONS, selector: { labels: LABELS }, ...given }));
  const add = (kind: string, id = "1", fields: object = {}) =>
    fake().addJob(kind, { ...PLACE, labels: LABELS, ...fields, id });
  const stateOf = (name: string) => String(fake().job(name)?.state).replace(/^[A-Z]+_STATE_/, "");
  const verbs = (verb: string) => fake().requests.filter(({ apiMethod }) => apiMethod?.endsWith(`.${verb}`));

  it("stops jobs of every kind in all regions, and none that is excluded", async () => {
    const strays = KIND_NAMES.flatMap((kind) => [add(kind), add(kind, "2", { region: "europe-west4" })]);
    const kept = KIND_NAMES.map((kind) => add(kind, "3", { labels: { ...LABELS, keep: "" } }));
    const { result, error } = await run(guard({ kinds: KIND_NAMES, exclude: { labels: { keep: "*" } } }));
    assert.equal(error, undefined);
    const { jobs, ...counts } = result as { jobs: string[] };
    assert.deepEqual(counts, { dryRun: false, matched: 16, cancelled: 16, completed: 0, notFound: 0 });
    assert.equal(new Set(jobs).size, 16);
    assert.deepEqual(new Set(strays.map(stateOf)), new Set(["CANCELLED"]));
    assert.ok(!kept.map(stateOf).includes("CANCELLED"));
    assert.equal(verbs("list").length, 2 * KIND_NAMES.length * REGIONS.length);
  });

  it("lists the jobs that start others before those that they start", async () => {
    const kinds = ["customJobs", "pipelineJobs", "trainingPipelines", "hyperparameterTuningJobs", "tuningJobs"];
    for (const kind of kinds) add(kind);
    const { result } = await run(guard({ kinds, dryRun: true }));
    const found = (result as { jobs: string[] }).jobs.map((name) => name.split("/")[4]);
    const place = (kind: string) => found.indexOf(kind);
    assert.equal(found.length, kinds.length);
    assert.ok(place("tuningJobs") < place("pipelineJobs") && place("pipelineJobs") < place("customJobs"));
    assert.ok(place("trainingPipelines") < place("hyperparameterTuningJobs"));
    assert.ok(place("hyperparameterTuningJobs") < place("customJobs"));
  });

  it("counts jobs of all kinds together against maxJobs, and cancels none when there are more", async () => {
    for (const kind of ["customJobs", "nasJobs"]) for (const id of ["1", "2"]) add(kind, id);
    const kinds = ["customJobs", "nasJobs"];
    const { error } = await run(guard({ kinds, maxJobs: 3 }));
    assert.match(error?.message ?? "", /^more than 3 jobs match, among them projects\/.+\. Stopped before: 0\./);
    assert.deepEqual(verbs("cancel"), []);
    assert.equal((await run(guard({ kinds, maxJobs: 4 }))).error, undefined);
  });

  for (const [kind, fields] of OWN_FIELDS) {
    it(`reads the fields of ${kind} where they are, also when a listing leaves them out`, async () => {
      const selector = { displayName: "tr*n", serviceAccount: "a@p", olderThan: "1h" };
      const old = { ...fields, createTime: "2025-12-31T12:00:00Z" };
      const other = Object.fromEntries(Object.keys(fields).map((field) => [field, undefined]));
      for (const left of [[], Object.keys(fields)]) {
        leftOut.splice(0, leftOut.length, ...left);
        const id = `${left.length}`;
        const stray = add(kind, `1${id}`, old);
        const kept = [add(kind, `2${id}`, fields), add(kind, `3${id}`, { ...old, ...other })];
        const { result, error } = await run(guard({ kinds: ["customJobs", kind], selector }));
        assert.equal(error, undefined);
        assert.equal((result as { cancelled: number }).cancelled, 1);
        assert.deepEqual(
          [stateOf(stray), ...kept.map((name) => stateOf(name) === "CANCELLED")],
          ["CANCELLED", false, false],
        );
      }
    });
  }

  it("asks for no mask and no filter where the list method has none, and for the fields that conditions read", async () => {
    await run(guard({ kinds: ["tuningJobs", "customJobs"], regions: ["us-central1"], selector: { olderThan: "1h" } }));
    const [ofTuning, ofCustom] = verbs("list").map(({ query }) => query);
    assert.deepEqual(ofTuning, {
      filter: "",
      pageSize: "50",
      pageToken: "",
      fields: "nextPageToken,tuningJobs/name,tuningJobs/state,tuningJobs/createTime",
    });
    assert.equal(ofCustom?.readMask, "name,state,createTime");
    assert.match(String(ofCustom?.filter), /^state!="JOB_STATE_SUCCEEDED" AND .+ AND create_time<"2025-12-31T23:00:00/);
  });

  it("lists only the kinds of which a job can match", async () => {
    const [customJob, nasJob] = [add("customJobs"), add("nasJobs")];
    const { result } = await run(guard({ kinds: KIND_NAMES, selector: { names: [customJob] } }));
    assert.equal((result as { cancelled: number }).cancelled, 1);
    assert.notEqual(stateOf(nasJob), "CANCELLED");
    assert.ok(verbs("list").every(({ apiMethod }) => apiMethod === "customJobs.list"));
    fake().clearRequests();
    await run(guard({ kinds: KIND_NAMES, selector: { states: ["PIPELINE_STATE_RUNNING"] } }));
    const listed = new Set(verbs("list").map(({ apiMethod }) => apiMethod));
    assert.deepEqual(listed, new Set(["pipelineJobs.list", "trainingPipelines.list"]));
  });

  it("takes every terminal state of a kind for stopped", async () => {
    for (const state of ["JOB_STATE_EXPIRED", "JOB_STATE_PARTIALLY_SUCCEEDED"]) {
      add("customJobs", `to-be-${state.length}`, { winsRace: state });
      const { result, error } = await run(guard({ kinds: ["customJobs", "pipelineJobs"] }));
      assert.equal(error, undefined);
      assert.equal((result as { completed: number }).completed, 1);
    }
  });

  it("names a job that can't be cancelled, and stops those of other kinds", async () => {
    const [refused, stopped] = [add("nasJobs"), add("customJobs")];
    fake().addFault({ apiMethod: "nasJobs.cancel", fault: { status: 403 } });
    const { error } = await run(guard({ kinds: ["nasJobs", "customJobs"] }));
    assert.match(
      error?.message ?? "",
      new RegExp(`^1 jobs have not been stopped.+${idOf(refused)}, which is JOB_STATE_`),
    );
    assert.equal(stateOf(stopped), "CANCELLED");
  });

  it("says jobs of which kind can't be listed", async () => {
    fake().addFault({ apiMethod: "customJobs.list", fault: { status: 403 } });
    const { error } = await run(guard({ kinds: ["pipelineJobs", "customJobs"] }));
    assert.match(error?.message ?? "", /^could not list the customJobs of p in us-central1: 403/);
  });
});

function idOf(name: string): string {
  return name.split("/").slice(4).join("/");
}
