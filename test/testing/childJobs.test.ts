import assert from "node:assert/strict";
import type { JsonObject } from "../../src/testing";
import { JOB_EXAMPLES } from "./jobExamples";
import { PARENT, useFake } from "./useFake";

const PLACE = { project: "p", region: "us-central1" } as const;
const CUSTOM_JOB = `${PARENT}/customJobs/7`;
const TUNING = `${PARENT}/hyperparameterTuningJobs/7`;
const PIPELINE_JOB = `${PARENT}/pipelineJobs/7`;

/** Every way in which a job names another one as its own. */
const FAMILIES: readonly (readonly [parent: string, child: string, fields: JsonObject])[] = [
  ["pipelineJobs", CUSTOM_JOB, tasks({ customJobDetail: { job: CUSTOM_JOB } })],
  ["pipelineJobs", CUSTOM_JOB, tasks({ containerDetail: { mainJob: CUSTOM_JOB } })],
  ["hyperparameterTuningJobs", CUSTOM_JOB, { trials: [{ id: "1" }, { id: "2", customJob: CUSTOM_JOB }] }],
  ["trainingPipelines", CUSTOM_JOB, { trainingTaskMetadata: { backingCustomJob: CUSTOM_JOB } }],
  ["trainingPipelines", TUNING, { trainingTaskMetadata: { backingHyperparameterTuningJob: TUNING } }],
  ["tuningJobs", PIPELINE_JOB, { pipelineJob: PIPELINE_JOB }],
];

describe("FakeVertexAi jobs that belong to another one", () => {
  const under = useFake({ timeToCancelMs: 3_000 });
  const add = (name: string, seed: JsonObject = {}) => {
    const [collection = "", id] = name.split("/").slice(-2);
    return under.fake.addJob(collection, { ...PLACE, id, ...seed });
  };
  const wordOf = (name: string) => String(under.fake.job(name)?.state).replace(/^(PIPELINE|JOB)_STATE_/, "");

  for (const [parentKind, child, fields] of FAMILIES) {
    const where = JSON.stringify(fields).replaceAll(PARENT, "");
    describe(`of ${parentKind}, named in ${where}`, () => {
      it("stop when it does", async () => {
        const parent = add(`${parentKind}/1`, fields);
        add(child);
        await under.post(`${parent}:cancel`);
        assert.equal(wordOf(child), "CANCELLING");
        under.clock.advance(3_000);
        assert.equal((await under.get(child)).json.state, under.fake.job(child)?.state);
        assert.equal(wordOf(child), "CANCELLED");
      });

      it("run on when they stay behind, until they are cancelled themselves", async () => {
        const parent = add(`${parentKind}/1`, fields);
        add(child, { staysBehind: true });
        await under.post(`${parent}:cancel`);
        under.clock.advance(3_000);
        assert.deepEqual([wordOf(parent), wordOf(child)], ["CANCELLED", "RUNNING"]);
        await under.post(`${child}:cancel`);
        under.clock.advance(3_000);
        assert.equal(wordOf(child), "CANCELLED");
      });
    });
  }

  it("stop with the parent of their parent", async () => {
    const grandparent = add("tuningJobs/1", { pipelineJob: PIPELINE_JOB });
    add(PIPELINE_JOB, tasks({ containerDetail: { mainJob: CUSTOM_JOB } }));
    add(CUSTOM_JOB);
    await under.post(`${grandparent}:cancel`);
    under.clock.advance(3_000);
    assert.deepEqual([wordOf(CUSTOM_JOB), wordOf(PIPELINE_JOB)], ["CANCELLED", "CANCELLED"]);
  });

  it("fail when it ends in a state that their own kind lacks", () => {
    const parent = add("tuningJobs/1", { pipelineJob: PIPELINE_JOB });
    add(PIPELINE_JOB);
    under.fake.setJobState(parent, "JOB_STATE_EXPIRED");
    assert.equal(wordOf(PIPELINE_JOB), "FAILED");
  });

  it("end as it does in a pipeline, whose tasks are settled, too", async () => {
    const parent = add("pipelineJobs/1", tasks({ containerDetail: { mainJob: CUSTOM_JOB } }));
    add(CUSTOM_JOB);
    await under.post(`${parent}:cancel`);
    under.clock.advance(3_000);
    const { jobDetail } = (await under.get(parent)).json as { jobDetail: { taskDetails: JsonObject[] } };
    assert.equal(jobDetail.taskDetails[0]?.state, "CANCELLED");
  });
});

describe("FakeVertexAi jobs that are created with children", () => {
  const bodyOf = (collection: string) => JOB_EXAMPLES.find((example) => example.collection === collection)?.body;

  describe("by default", () => {
    const under = useFake({ pendingMs: 1_000 });
    const create = async (collection: string, changes: JsonObject = {}) =>
      String((await under.post(`${PARENT}/${collection}`, { ...bodyOf(collection), ...changes })).json.name);

    it("have one trial of a hyperparameter tuning job, with a custom job", async () => {
      const name = await create("hyperparameterTuningJobs");
      assert.equal("trials" in (await under.get(name)).json, false);
      under.clock.advance(1_000);
      const [trial, ...others] = (await under.get(name)).json.trials as JsonObject[];
      assert.deepEqual(others, []);
      assert.deepEqual([trial?.id, trial?.state, trial?.startTime], ["1", "ACTIVE", "2026-01-01T00:00:01.000Z"]);
      const child = under.fake.job(String(trial?.customJob));
      assert.deepEqual([child?.state, child?.jobSpec], ["JOB_STATE_RUNNING", bodyOf("customJobs")?.jobSpec]);
      await under.post(`${name}:cancel`);
      assert.equal(under.fake.job(String(trial?.customJob))?.state, "JOB_STATE_CANCELLED");
      const [after] = (await under.get(name)).json.trials as JsonObject[];
      assert.deepEqual([after?.state, after?.endTime], ["INFEASIBLE", "2026-01-01T00:00:01.000Z"]);
    });

    it("have no trial when they were cancelled before they ran", async () => {
      const name = await create("hyperparameterTuningJobs");
      await under.post(`${name}:cancel`);
      assert.equal("trials" in (await under.get(name)).json, false);
    });

    it("have a custom job that carries out the custom task of a training pipeline", async () => {
      const name = await create("trainingPipelines");
      assert.equal("trainingTaskMetadata" in (await under.get(name)).json, false);
      under.clock.advance(1_000);
      const { trainingTaskMetadata, trainingTaskInputs } = (await under.get(name)).json;
      const child = String((trainingTaskMetadata as JsonObject).backingCustomJob);
      assert.deepEqual(under.fake.job(child)?.jobSpec, trainingTaskInputs);
      await under.post(`${name}:cancel`);
      assert.equal(under.fake.job(child)?.state, "JOB_STATE_CANCELLED");
    });

    it("have a hyperparameter tuning job with a trial of its own where that is the task", async () => {
      const { displayName: _, ...trainingTaskInputs } = bodyOf("hyperparameterTuningJobs") ?? {};
      const trainingTaskDefinition = "gs://definition/hyperparameter_tuning_task_1.0.0.yaml";
      const name = await create("trainingPipelines", { trainingTaskDefinition, trainingTaskInputs });
      under.clock.advance(1_000);
      const metadata = (await under.get(name)).json.trainingTaskMetadata as JsonObject;
      const tuning = await under.get(String(metadata.backingHyperparameterTuningJob));
      const [trial] = tuning.json.trials as JsonObject[];
      await under.post(`${name}:cancel`);
      assert.equal(under.fake.job(String(trial?.customJob))?.state, "JOB_STATE_CANCELLED");
    });

    it("have nothing behind another task of a training pipeline", async () => {
      const trainingTaskDefinition = "gs://definition/automl_tables_1.0.0.yaml";
      const name = await create("trainingPipelines", { trainingTaskDefinition });
      under.clock.advance(1_000);
      assert.equal("trainingTaskMetadata" in (await under.get(name)).json, false);
      assert.equal(under.fake.jobs.length, 1);
    });
  });

  for (const [childJobs, state] of [
    ["stay-behind", "JOB_STATE_RUNNING"],
    ["none", undefined],
  ] as const) {
    describe(`with childJobs: ${childJobs}`, () => {
      const under = useFake({ childJobs });

      for (const collection of ["hyperparameterTuningJobs", "trainingPipelines"]) {
        it(`have ${state === undefined ? "none" : "ones that run on"} in ${collection}`, async () => {
          const { json } = await under.post(`${PARENT}/${collection}`, bodyOf(collection));
          await under.post(`${json.name}:cancel`);
          const [child, ...others] = under.fake.jobs.filter(({ name }) => name !== json.name);
          assert.deepEqual([child?.state, others], [state, []]);
        });
      }
    });
  }
});

function tasks(executorDetail: JsonObject): JsonObject {
  return { jobDetail: { taskDetails: [{ state: "RUNNING", executorDetail }] } };
}
