import assert from "node:assert/strict";
import { KINDS } from "../../../src/vertex/kinds/kinds";
import { inVirtualTime } from "../../support/virtualTime";
import { withDriver } from "../../support/withDriver";
import { calls, PLACE, withFake } from "../../support/withFake";

const nameOf = (collection: string, id = "1") => `projects/p/locations/us-central1/${collection}/${id}`;

describe("a sweep of several kinds", () => {
  const fake = withFake({ timeToCancelMs: 3_000 });
  const provider = withDriver("JobSweep", fake);
  const kinds = KINDS.map(({ collection }) => collection);
  const sweep = (args: object) => provider().create({ selector: { allJobs: true }, ...args });
  const create = (args: object) => inVirtualTime(() => sweep(args));
  const addOneOfEach = (seed: object = {}) => {
    for (const kind of kinds) fake().addJob(kind, { ...PLACE, id: "1", ...seed });
  };
  const states = () => [
    ...new Set(fake().jobs.map(({ state }) => String(state).replace(/^(PIPELINE|JOB)_STATE_/, ""))),
  ];

  it("stops jobs of every kind, and counts them by kind", async () => {
    addOneOfEach();
    const [{ matched, cancelled, byKind }, after] = await inVirtualTime(async () => [await sweep({ kinds }), states()]);
    assert.deepEqual([matched, cancelled, after], [kinds.length, kinds.length, ["CANCELLED"]]);
    for (const kind of KINDS) {
      assert.deepEqual([byKind?.[kind.collection]?.matched, byKind?.[kind.collection]?.cancelled], [1, 1]);
      assert.equal(fake().requestsOf(`${kind.collection}.cancel`).length, 1);
    }
  });

  it("stops only pipeline jobs unless it is told which kinds", async () => {
    addOneOfEach();
    const [{ matched }, after] = await inVirtualTime(async () => [await sweep({}), states()]);
    assert.equal(matched, 1);
    assert.deepEqual(after, ["CANCELLED", "RUNNING"]);
  });

  it("deletes jobs of every kind that can be deleted", async () => {
    addOneOfEach();
    const deletable = KINDS.filter(({ canBeDeleted }) => canBeDeleted).map(({ collection }) => collection);
    const { deleted } = await create({ kinds: deletable, deleteStopped: true });
    assert.equal(deleted, deletable.length);
    assert.deepEqual(
      fake().jobs.map(({ name }) => String(name).split("/").at(-2)),
      ["tuningJobs"],
    );
  });

  it("bounds the jobs of all kinds together by maxJobs", async () => {
    addOneOfEach();
    const [count, maxJobs] = [kinds.length, kinds.length - 1];
    await assert.rejects(create({ kinds, maxJobs }), new RegExp(`${count} jobs match, and maxJobs is ${maxJobs}`));
    assert.deepEqual(states(), ["RUNNING"]);
  });

  it("shows in one preview the jobs of all kinds, each with its kind", async () => {
    addOneOfEach();
    const urn = "urn:pulumi:s::p::t::resource";
    await provider().lifecycle.check({}, { kinds, selector: { allJobs: true }, __dryRun: true, __progressUrn: urn });
    const [note = ""] = provider().notes();
    assert.ok(note.includes(`would stop ${kinds.length} jobs:`), note);
    for (const kind of kinds) assert.ok(note.includes(`us-central1/${kind}/1`), kind);
  });

  it("selects by labels, names, and states across kinds", async () => {
    addOneOfEach({ labels: { env: "pr-7" } });
    addOneOfEach({ id: "2", labels: {} });
    const names = [nameOf("customJobs", "2"), nameOf("nasJobs", "2")];
    const running = { states: ["JOB_STATE_RUNNING"] };
    const sweeps = await inVirtualTime(async () => [
      await sweep({ kinds, selector: { labels: { env: "pr-7" } } }),
      await sweep({ kinds, selector: { names } }),
      await sweep({ kinds, selector: running }),
    ]);
    const ofJobStates = KINDS.filter(({ activeStates }) => activeStates.includes("JOB_STATE_RUNNING"));
    const others = ofJobStates.map(({ collection }) => collection).filter((kind) => !/^(custom|nas)Jobs$/.test(kind));
    assert.deepEqual(
      sweeps.map(({ matched }) => matched),
      [kinds.length, names.length, others.length],
    );
    assert.deepEqual(
      kinds.filter((kind) => sweeps[2]?.byKind?.[kind]?.matched),
      others,
    );
  });

  it("asks no kind for jobs whose names or states it can't have", async () => {
    await create({ kinds: ["pipelineJobs", "customJobs"], selector: { states: ["JOB_STATE_RUNNING"] } });
    await create({ kinds: ["pipelineJobs", "customJobs"], selector: { names: [nameOf("pipelineJobs")] } });
    assert.deepEqual([...new Set(calls(fake()))], ["customJobs.list", "pipelineJobs.list"]);
  });

  for (const [what, args, fault] of [
    [
      "a condition that one of the kinds lacks, and names those that have it",
      { kinds: ["pipelineJobs", "customJobs"], selector: { pipelineName: "a" } },
      /selector\.pipelineName.*customJobs do not have; pipelineJobs have it/,
    ],
    [
      "an exclusion by such a condition",
      { kinds: ["trainingPipelines"], selector: { allJobs: true }, exclude: { serviceAccount: "a@b" } },
      /exclude\.serviceAccount.*trainingPipelines do not have; pipelineJobs, customJobs/,
    ],
    [
      "a state that none of the kinds has",
      { kinds: ["customJobs"], selector: { states: ["PIPELINE_STATE_RUNNING"] } },
      /selector\.states\[0\].*must be one of JOB_STATE_QUEUED/,
    ],
    [
      "a name of another kind",
      { selector: { names: [nameOf("customJobs")] } },
      /selector\.names\[0\].*is one of the customJobs, and kinds has only pipelineJobs/,
    ],
    [
      "to pause schedules if it does not stop pipeline jobs",
      { kinds: ["customJobs"], selector: { allJobs: true }, pauseSchedules: true },
      /pauseSchedules.*needs pipelineJobs in kinds/,
    ],
    [
      "a kind that does not exist",
      { kinds: ["studies"], selector: { allJobs: true } },
      /kinds.*must be a non-empty list of/,
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(provider().inputs(args), fault);
    });
  }
});
