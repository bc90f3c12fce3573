import assert from "node:assert/strict";
import type { JobKind } from "../../../src/vertex/kinds/jobKind";
import { faultOfKinds, kindOfName, kindsNamed, requireKinds } from "../../../src/vertex/kinds/kindNames";
import { CUSTOM_JOBS, KINDS, PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { compileFilter } from "../../../src/vertex/selection/compileFilter";
import { readListedJob } from "../../../src/vertex/selection/listedJob";
import { readMessage } from "../../support/apiMessages";

for (const kind of KINDS) {
  describe(`the job kind ${kind.collection}`, () => {
    const message = readMessage(kind.collection);

    it("has each state only once, and includes its cancelled and cancelling states", () => {
      const states = [kind.unspecifiedState, ...kind.activeStates, ...kind.terminalStates];
      assert.equal(new Set(states).size, states.length);
      assert.ok(kind.terminalStates.has(kind.cancelledState));
      assert.ok(kind.activeStates.includes(kind.cancellingState));
    });

    it("asks only for fields that Google's proto has", () => {
      const places = Object.values(kind.fields).map(({ path }) => path);
      const asked = [...kind.stateFields, ...kind.listedFields, ...places].map((path) => path.split(".")[0]);
      assert.deepEqual(
        asked.filter((field) => !message.fields.includes(String(field))),
        [],
      );
    });

    it("has the states of Google's proto", () => {
      const states = [kind.unspecifiedState, ...kind.activeStates, ...kind.terminalStates];
      assert.deepEqual([...states].sort(), [...message.states].sort());
    });

    it("lists the fields that a look asks for, its labels, and every field that a condition is on", () => {
      const places = Object.values(kind.fields).map(({ path }) => path);
      for (const path of [...kind.stateFields, ...places]) {
        assert.ok(
          kind.listedFields.some((field) => path === field || path.startsWith(`${field}.`)),
          path,
        );
      }
    });

    it("names children of kinds that can be stopped, and never itself", () => {
      for (const { collection } of kind.children) {
        assert.notEqual(collection, kind.collection);
        assert.equal(kindsNamed([collection]).length, 1, collection);
      }
    });
  });
}

describe("the fields of a job kind", () => {
  it("are read from the paths that the kind defines", () => {
    const name = "projects/1/locations/us-central1/customJobs/2";
    const job = readListedJob(CUSTOM_JOBS, { name, jobSpec: { serviceAccount: "a@b" }, serviceAccount: "other@b" });
    assert.deepEqual([job?.serviceAccount, job?.state], ["a@b", "JOB_STATE_UNSPECIFIED"]);
    const [tuningJobs] = kindsNamed(["tuningJobs"]);
    const tuningJob = { name: name.replace("customJobs", "tuningJobs"), tunedModelDisplayName: "mine" };
    assert.equal(readListedJob(tuningJobs as JobKind, tuningJob)?.displayName, "mine");
  });

  it("are left out of the filter if the list method can't filter by them", () => {
    const context = { nowMs: 0, defaultStates: "any" } as const;
    const selector = { displayName: "a", pipelineName: "b", templateUri: "c", labels: { env: "*" } };
    assert.equal(compileFilter(selector, { kind: CUSTOM_JOBS, ...context }), 'labels.env:* AND display_name="a"');
    const unfiltered = { ...CUSTOM_JOBS, fields: { name: { path: "name" } } };
    const everything = { ...selector, displayName: "a*", createdAfter: "2026-01-01T00:00:00Z" };
    assert.equal(compileFilter(everything, { kind: unfiltered, ...context }), undefined);
  });
});

describe("the children of a job", () => {
  const parent = "projects/1/locations/us-central1";
  const children = (collection: string, body: object): readonly string[] | undefined => {
    const [kind] = kindsNamed([collection]);
    return readListedJob(kind as JobKind, { name: `${parent}/${collection}/1`, ...body })?.childJobs;
  };
  const customJob = `${parent}/customJobs/2`;

  it("are found where each kind names them", () => {
    const executorDetail = { containerDetail: { mainJob: customJob } };
    assert.deepEqual(children("pipelineJobs", { jobDetail: { taskDetails: [{ executorDetail }] } }), [customJob]);
    assert.deepEqual(children("hyperparameterTuningJobs", { trials: [{ customJob }] }), [customJob]);
    const backingHyperparameterTuningJob = `${parent}/hyperparameterTuningJobs/3`;
    const trainingTaskMetadata = { backingCustomJob: customJob, backingHyperparameterTuningJob };
    assert.deepEqual(children("trainingPipelines", { trainingTaskMetadata }), [
      customJob,
      backingHyperparameterTuningJob,
    ]);
    assert.deepEqual(children("tuningJobs", { pipelineJob: `${parent}/pipelineJobs/4` }), [`${parent}/pipelineJobs/4`]);
    assert.deepEqual(children("batchPredictionJobs", { trials: [{ customJob }] }), []);
  });

  it("don't include those of tasks and trials that have succeeded, nor names of other kinds", () => {
    assert.deepEqual(children("hyperparameterTuningJobs", { trials: [{ state: "SUCCEEDED", customJob }] }), []);
    assert.deepEqual(children("hyperparameterTuningJobs", { trials: [{ customJob: `${parent}/nasJobs/2` }] }), []);
  });
});

describe("the lookup of a job kind", () => {
  it("finds only kinds that this version knows", () => {
    assert.deepEqual(kindsNamed(["otherJobs", "pipelineJobs"]), [PIPELINE_JOBS]);
    assert.deepEqual(kindsNamed("pipelineJobs"), []);
    assert.equal(kindOfName("projects/p/locations/us-central1/customJobs/1"), CUSTOM_JOBS);
    assert.equal(kindOfName("projects/p/locations/us-central1/otherJobs/1"), undefined);
  });

  it("refuses a recorded kind that only a newer version knows", () => {
    assert.deepEqual(requireKinds(["pipelineJobs"]), [PIPELINE_JOBS]);
    assert.throws(() => requireKinds(["pipelineJobs", "otherJobs"]), { message: "there is no kind otherJobs" });
  });

  it("says which kinds there are if a list of kinds is wrong", () => {
    for (const wrong of [[], ["otherJobs"], "pipelineJobs", [1]])
      assert.equal(faultOfKinds(wrong)?.code, "mustBeListOf");
    assert.equal(faultOfKinds(["pipelineJobs", "nasJobs"]), undefined);
  });
});
