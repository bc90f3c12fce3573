import assert from "node:assert/strict";
import type { JsonObject } from "../../src/testing";
import { JOB_EXAMPLES } from "./jobExamples";
import { PARENT, useFake } from "./useFake";

const PLACE = { project: "p", region: "us-central1" } as const;

for (const example of JOB_EXAMPLES) {
  describe(`FakeVertexAi ${example.collection}`, () => {
    const under = useFake({ timeToCancelMs: 3_000 });
    const { collection, typeName, statePrefix, body } = example;
    const running = `${statePrefix}RUNNING`;
    const refusal = async (query: string) =>
      (await under.errorOf(under.get(`${PARENT}/${collection}?${query}`))).message;

    for (const version of ["v1", "v1beta1"]) {
      it(`are created, answered, and listed in ${version}`, async () => {
        const { status, json } = await under.post(`/${version}/${PARENT}/${collection}`, body);
        assert.equal(status, 200);
        const id = collection === "pipelineJobs" ? "[a-z0-9-]+" : "[0-9]{16,19}";
        assert.match(
          String(json.name),
          new RegExp(`^projects/123456789012/locations/us-central1/${collection}/${id}$`),
        );
        assert.equal(json.state, running);
        assertHas(json, body);
        const got = await under.get(`/${version}/${json.name}`);
        assertHas(got.json, json);
        assert.deepEqual(await under.list({}, collection), [String(json.name).split("/").at(-1)]);
      });
    }

    it("are refused with a list of all that they lack", async () => {
      const error = await under.errorOf(under.post(`${PARENT}/${collection}`, { labels: { "!": "" } }));
      const path = typeName.replace(/(?<=.)[A-Z]/g, "_$&").toLowerCase();
      const [{ fieldViolations } = { fieldViolations: [] }] = error.details as {
        fieldViolations: { field: string }[];
      }[];
      const fields = fieldViolations.map(({ field }) => field);
      assert.deepEqual(
        fields,
        [...example.required, "labels"].map((field) => `${path}.${field}`),
      );
      assert.equal((await under.post(`${PARENT}/${collection}`, {})).status, 400);
    });

    it("are not created with what only the service sets", async () => {
      const sent = {
        ...body,
        name: "x",
        state: `${statePrefix}FAILED`,
        error: { code: 9 },
        createTime: "1999-01-01T00:00:00Z",
      };
      const { json } = await under.post(`${PARENT}/${collection}`, sent);
      assert.equal(json.state, running);
      assert.equal(json.createTime, "2026-01-01T00:00:00.000Z");
      assert.equal("error" in json, false);
    });

    it("are cancelled", async () => {
      const name = under.fake.addJob(collection, { ...PLACE, id: "7" });
      assert.equal((await under.post(`${name}:cancel`, {})).text, "{}\n");
      assert.equal(under.fake.job(name)?.state, `${statePrefix}CANCELLING`);
      under.clock.advance(3_000);
      const { json } = await under.get(name);
      assert.equal(json.state, `${statePrefix}CANCELLED`);
      assert.deepEqual(json.error, example.cancelledError);
      const error = await under.errorOf(under.post(`${name}:cancel`));
      assert.equal(error.status, "FAILED_PRECONDITION");
      assert.match(
        String(error.message),
        new RegExp(`^The ${typeName} ".*" is in state .*_CANCELLED and cannot be canceled`),
      );
    });

    it(example.canBeDeleted ? "are deleted when they have ended" : "cannot be deleted", async () => {
      const name = under.fake.addJob(collection, { ...PLACE, id: "7" });
      const whileRunning = await under.call("DELETE", name);
      under.fake.setJobState(name, `${statePrefix}SUCCEEDED`);
      const { status, json } = await under.call("DELETE", name);
      if (!example.canBeDeleted) {
        assert.deepEqual([whileRunning.status, status, (await under.get(name)).status], [404, 404, 200]);
        return;
      }
      assert.match(whileRunning.text, /is in state .*_RUNNING and cannot be deleted/);
      assert.equal(json.done, true);
      assert.deepEqual(json.response, { "@type": "type.googleapis.com/google.protobuf.Empty" });
      const { metadata } = (await under.get(String(json.name))).json as { metadata: JsonObject };
      assert.equal(metadata["@type"], "type.googleapis.com/google.cloud.aiplatform.v1.DeleteOperationMetadata");
      const error = await under.errorOf(under.get(name));
      assert.deepEqual([error.httpStatus, error.message], [404, `The ${typeName} does not exist.`]);
    });

    it("are listed by the filters that the API documents, and by no other", async () => {
      under.fake.addJob(collection, { ...PLACE, ...body, id: "7" });
      under.fake.addJob(collection, { ...PLACE, id: "8", displayName: "test", state: `${statePrefix}FAILED` });
      assert.deepEqual(await under.list({ filter: `state="${statePrefix}FAILED"` }, collection), ["8"]);
      for (const filter of example.filters) {
        assert.ok((await under.list({ filter }, collection)).includes("7"), filter);
        const both = `(${filter}) AND state="${running}"`;
        assert.deepEqual(await under.list({ filter: both }, collection), ["7"], both);
      }
      for (const filter of [...example.refusedFilters, 'state="RUNNING"', 'colour="red"']) {
        assert.match(
          String(await refusal(String(new URLSearchParams({ filter })))),
          /Invalid filter expression/,
          filter,
        );
      }
    });

    it("are listed with a mask and in an order only where the API has them", async () => {
      for (const id of ["7", "8"]) under.fake.addJob(collection, { ...PLACE, ...body, id });
      if (example.hasReadMask) {
        const { json } = await under.get(`${PARENT}/${collection}?readMask=state`);
        assert.deepEqual(json[collection], [{ state: running }, { state: running }]);
      } else {
        assert.match(String(await refusal("readMask=state")), /Unknown name "readMask": Cannot bind query parameter/);
      }
      if (example.hasOrderBy) {
        assert.deepEqual(await under.list({ orderBy: "create_time" }, collection), ["7", "8"]);
        assert.match(String(await refusal("orderBy=colour")), /Invalid order by expression/);
      } else {
        assert.match(
          String(await refusal("orderBy=create_time")),
          /Unknown name "orderBy": Cannot bind query parameter/,
        );
      }
    });

    it("are listed page by page, the newest first", async () => {
      for (const id of ["7", "8", "9"]) under.fake.addJob(collection, { ...PLACE, id });
      const { json } = await under.get(`${PARENT}/${collection}?pageSize=2`);
      assert.equal((json[collection] as object[]).length, 2);
      assert.deepEqual(await under.list({ pageToken: String(json.nextPageToken) }, collection), ["7"]);
    });

    it("are changed by decree", () => {
      const name = under.fake.addJob(collection, { ...PLACE, ...body, id: "7" });
      under.fake.setJobState(name, `${statePrefix}PAUSED`);
      under.fake.setJobLabels(name, { team: "red" });
      const [job, ...others] = under.fake.jobs;
      assert.deepEqual([job, others], [under.fake.job(name), []]);
      assert.deepEqual(
        [job?.state, (job?.labels as { team: string } | undefined)?.team],
        [`${statePrefix}PAUSED`, "red"],
      );
      under.fake.removeJob(name);
      under.fake.removeJob(name);
      assert.equal(under.fake.job(name), undefined);
      assert.throws(() => under.fake.setJobState(name, running), /has no job projects\/p\//);
    });
  });
}

describe("FakeVertexAi.addJob", () => {
  const under = useFake();

  it("keeps the order in which jobs of all kinds were made", () => {
    const names = JOB_EXAMPLES.toReversed().map(({ collection }) => under.fake.addJob(collection, PLACE));
    const numbered = names.map((name) => name.replace("projects/p/", "projects/123456789012/"));
    assert.deepEqual(
      under.fake.jobs.map(({ name }) => name),
      numbered,
    );
  });

  it("refuses a kind that there is not, and a field that the kind lacks", () => {
    assert.throws(() => under.fake.addJob("jobs", PLACE), /"jobs" is no kind of job: the kinds are pipelineJobs, /);
    assert.throws(() => under.fake.addJob("nasJobs", { ...PLACE, jobSpec: {} }), /A NasJob has no field "jobSpec"\./);
  });
});

/** The answer has what is expected, and may have more. */
function assertHas(answer: JsonObject, expected: JsonObject): void {
  for (const [field, value] of Object.entries(expected)) {
    if (field === "labels") assertHas(answer.labels as JsonObject, value as JsonObject);
    else assert.deepEqual(answer[field], value, field);
  }
}
