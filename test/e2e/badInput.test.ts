import assert from "node:assert/strict";
import { PipelineJobCancellation, type PipelineJobCancellationArgs } from "../../src";
import { calls } from "../support/withFake";
import { withStack } from "../support/withStack";

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

describe("PipelineJobCancellation with invalid inputs", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();

  const complaintsAbout = async (args: unknown) => {
    stack().program = async () => {
      new PipelineJobCancellation("job", args as PipelineJobCancellationArgs);
    };
    const { output } = await stack().fails("up");
    assert.deepEqual(calls(fake()), []);
    assert.doesNotMatch(output, /^\s+at /m);
    const complaints = output.matchAll(/property (\S+) value \{.*\} has a problem: (.*)/g);
    return Object.fromEntries([...complaints].map(([, property, reason]) => [property, reason]));
  };

  it("reports all errors at once, each with its property", async () => {
    const args = { name: "jobs/a", cancelOn: ["create", "never"], requireCancelled: "yes", triggers: 1, jobId: "a" };
    assert.deepEqual(await complaintsAbout(args), {
      name: "must have the form projects/{project}/locations/{region}/pipelineJobs/{pipelineJobId}",
      cancelOn: 'must be a non-empty list of "create" and "delete"',
      requireCancelled: "must be true or false",
      triggers: "must be a list",
      jobId: "is not an input of PipelineJobCancellation",
    });
  });

  it("rejects a timeout that is not positive", async () => {
    stack().program = async () => {
      new PipelineJobCancellation("job", { name: NAME }, { customTimeouts: { update: "-5m" } });
    };
    const { output } = await stack().fails("up");
    assert.match(output, /PipelineJobCancellation job: customTimeouts\.update must be more than zero, such as "30m"/);
    assert.deepEqual(calls(fake()), []);
  });

  it("rejects a region that differs from the region of the name", async () => {
    assert.deepEqual(await complaintsAbout({ name: NAME, region: "europe-west4" }), {
      region: "does not agree with name, which says us-central1",
    });
  });

  it("rejects a name together with a pipelineJobId", async () => {
    assert.deepEqual(await complaintsAbout({ name: NAME, pipelineJobId: "a" }), {
      name: "can't be given together with pipelineJobId: give one of them",
    });
  });

  it("requires a name or a pipelineJobId", async () => {
    assert.deepEqual(await complaintsAbout({}), {
      name: "is missing: give the full name, or pipelineJobId with project and region",
    });
  });

  it("rejects a name that is not a string", async () => {
    assert.deepEqual(await complaintsAbout({ name: 7 }), { name: "must be a string" });
  });

  it("rejects a pipelineJobId that the API does not allow", async () => {
    assert.deepEqual(await complaintsAbout({ pipelineJobId: "My Job" }), {
      pipelineJobId: "must be 1 to 128 lowercase letters, digits, and hyphens, not beginning with a hyphen",
    });
  });
});
