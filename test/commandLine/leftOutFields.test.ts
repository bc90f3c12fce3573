import assert from "node:assert/strict";
import { CommandLine } from "../support/commandLine";
import { addJobs, cancelledNames } from "../support/sweepJobs";
import { withFake } from "../support/withFake";

describe("the command line for a service that omits fields from listings", function () {
  this.timeout(30_000).slow(5_000);
  const fake = withFake({ fieldsLeftOutOfLists: ["pipelineSpec", "labels"] });
  const command = new CommandLine(fake);
  const EXCLUDED = ["--all", "--exclude-pipeline-name", "prod", "--exclude-label", "keep=*"];

  function addThree() {
    addJobs(fake(), {
      prefix: "prod",
      count: 1,
      pipelineSpec: { pipelineInfo: { name: "prod" } },
      labels: { keep: "1" },
    });
    addJobs(fake(), { prefix: "kept", count: 1, labels: { keep: "1" } });
    return addJobs(fake(), { prefix: "dev", count: 1, pipelineSpec: { pipelineInfo: { name: "prod" } } });
  }

  it("lists no excluded job", async () => {
    addThree();
    const { stdout } = await command.run(["list", ...EXCLUDED, "--output", "csv"]);
    assert.deepEqual(stdout.match(/(?:prod|kept|dev)-1/g)?.sort(), ["dev-1", "kept-1"]);
  });

  it("stops no excluded job", async () => {
    addThree();
    assert.equal((await command.run(["stop", ...EXCLUDED, "--yes"])).code, 0);
    assert.deepEqual(
      cancelledNames(fake())
        .map((name) => name.split("/").pop())
        .sort(),
      ["dev-1", "kept-1"],
    );
  });

  it("names the missing permission when it cannot read a job", async () => {
    addThree();
    fake().addFault({ apiMethod: "pipelineJobs.get", fault: { status: 403 } });
    const { code, stderr } = await command.run(["stop", ...EXCLUDED, "--yes"]);
    assert.equal(code, 5);
    assert.match(stderr, /needs aiplatform\.pipelineJobs\.get/);
    assert.deepEqual(cancelledNames(fake()), []);
  });
});
