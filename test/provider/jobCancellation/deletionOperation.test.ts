import assert from "node:assert/strict";
import { partialOutputs } from "../../support/resourceDriver";
import { inVirtualTime } from "../../support/virtualTime";
import { NAME, withCancellation } from "../../support/withCancellation";
import { calls } from "../../support/withFake";

describe("the operation of a deletion", () => {
  const { fake, provider, add } = withCancellation();
  const create = () => inVirtualTime(() => provider().create({ name: NAME, deleteStopped: true }));
  const operation = { name: "projects/123/locations/us-central1/operations/9" };
  const answer = (apiMethod: string, body: object, effect: boolean, times = 1) =>
    fake().addFault({
      apiMethod,
      times,
      fault: { body: JSON.stringify(body), contentType: "application/json", effect },
    });

  it("is awaited", async () => {
    add();
    answer("pipelineJobs.delete", operation, true);
    answer("operations.get", operation, true, 3);
    answer("operations.get", { ...operation, done: true }, true);
    assert.equal((await create()).deleted, true);
    assert.equal(fake().requestsOf("operations.get").length, 4);
  });

  it("is replaced by looks at the job where it can't be read", async () => {
    add();
    answer("pipelineJobs.delete", operation, true);
    fake().addFault({ apiMethod: "operations.get", fault: { status: 403 } });
    assert.equal((await create()).deleted, true);
    assert.equal(calls(fake()).at(-1), "pipelineJobs.get");
  });

  it("fails with what the service says", async () => {
    add();
    const error = { code: 9, message: "it is in use" };
    answer("pipelineJobs.delete", { ...operation, done: true, error }, false);
    const failed = await partialOutputs(create());
    assert.match(failed.message, /cannot delete projects\/p\/.*\/a: it is in use/);
    assert.equal(failed.deleted, undefined);
  });

  it("times out with the resource", async () => {
    add();
    answer("pipelineJobs.delete", operation, false);
    answer("operations.get", operation, false, Number.POSITIVE_INFINITY);
    provider().timeoutMs = 60_000;
    const failed = await partialOutputs(create());
    assert.match(failed.message, /timed out after 1m waiting for the deletion of projects\/p\/.*\/a/);
  });

  it("counts as done if the job is gone when the request is repeated", async () => {
    add();
    fake().addFault({ apiMethod: "pipelineJobs.delete", times: 1, fault: { status: 503, effect: true } });
    assert.equal((await create()).deleted, true);
    assert.equal(fake().requestsOf("pipelineJobs.delete").length, 2);
  });

  it("is refused as an answer of another kind if it has no name that an operation can have", async () => {
    add();
    answer("pipelineJobs.delete", { name: "../../other" }, false, Number.POSITIVE_INFINITY);
    provider().timeoutMs = 60_000;
    assert.match((await partialOutputs(create())).message, /an answer of another kind/);
  });
});
