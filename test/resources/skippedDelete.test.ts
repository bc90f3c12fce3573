import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type CancelOn, JobSweep, PipelineJobCancellation } from "../../src";
import { settled, withMockedProgram } from "../support/mockedProgram";

describe("a resource with an option that skips deletion", () => {
  withMockedProgram(() => "id-1", {});
  let printed: string[];
  const { warn } = console;
  beforeEach(() => {
    printed = [];
    console.warn = (text: string) => void printed.push(text);
  });
  afterEach(() => {
    console.warn = warn;
  });

  let count = 0;
  const declared = async (declare: (name: string) => pulumi.Resource) => {
    count += 1;
    await settled(declare(`skipped-${count}`).urn);
    await new Promise((resolve) => setImmediate(resolve));
    return printed;
  };
  const cancellation = (cancelOn: pulumi.Input<CancelOn[]>, opts: pulumi.CustomResourceOptions) =>
    declared((name) => new PipelineJobCancellation(name, { pipelineJobId: "a", cancelOn }, opts));
  const WARNING = /no job is stopped on delete, although cancelOn has "delete": the option (\w+) skips the deletion/;

  it("warns that its job is not stopped", async () => {
    const [warning = "", ...others] = await cancellation(["create", "delete"], { retainOnDelete: true });
    assert.equal(WARNING.exec(warning)?.[1], "retainOnDelete");
    assert.deepEqual(others, []);
  });

  it("warns when cancelOn is an output", async () => {
    const [warning = ""] = await cancellation(pulumi.output<CancelOn[]>(["delete"]), { retainOnDelete: true });
    assert.match(warning, WARNING);
  });

  it("warns about deletedWith", async () => {
    const deletedWith = new pulumi.ComponentResource("test:index:Component", "together");
    const [warning = ""] = await cancellation(["delete"], { deletedWith });
    assert.equal(WARNING.exec(warning)?.[1], "deletedWith");
  });

  it("warns that schedules of a sweep are not resumed", async () => {
    const args = { selector: { allJobs: true }, pauseSchedules: true, resumeSchedulesOnDelete: true };
    const [warning = ""] = await declared((name) => new JobSweep(name, args, { retainOnDelete: true }));
    assert.match(warning, /no schedule is resumed on delete, although resumeSchedulesOnDelete is set/);
  });

  it("does not warn when delete stops nothing or no option skips it", async () => {
    await cancellation(["create"], { retainOnDelete: true });
    await cancellation(["delete"], {});
    assert.deepEqual(printed, []);
  });
});
