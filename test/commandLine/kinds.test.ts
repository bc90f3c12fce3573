import assert from "node:assert/strict";
import { KIND_NAMES } from "../../src/vertex/kinds/kindNames";
import { CommandLine } from "../support/commandLine";
import { PLACE, withFake } from "../support/withFake";

describe("a command for jobs of several kinds", function () {
  this.timeout(60_000).slow(10_000);
  const fake = withFake({ timeToCancelMs: 300 });
  const command = new CommandLine(fake);
  const addOneOfEach = () => KIND_NAMES.map((kind) => fake().addJob(kind, { ...PLACE, id: "1" }));
  const kindsOf = (stdout: string) => (JSON.parse(stdout) as { kind: string }[]).map(({ kind }) => kind);

  it("lists pipeline jobs by default, the kinds that are named, or all of them", async () => {
    addOneOfEach();
    for (const [options, kinds] of [
      [[], ["pipelineJobs"]],
      [
        ["--kind", "nasJobs", "--kind", "customJobs"],
        ["customJobs", "nasJobs"],
      ],
      [["--kind", "all"], KIND_NAMES],
    ] as const) {
      const { code, stdout } = await command.run(["list", ...options, "--output", "json"]);
      assert.deepEqual([code, kindsOf(stdout)], [0, kinds]);
    }
  });

  it("shows the kind in the table only if there are several", async () => {
    addOneOfEach();
    const head = async (...options: string[]) => (await command.run(["list", ...options])).stdout.split("\n")[0];
    assert.match((await head("--kind", "customJobs")) ?? "", /^NAME +REGION/);
    assert.match((await head("--kind", "all")) ?? "", /^NAME +KIND +REGION/);
  });

  it("stops jobs of every kind", async () => {
    addOneOfEach();
    const { code, stdout, stderr } = await command.run(["stop", "--kind", "all", "--all", "--yes", "--output", "json"]);
    assert.deepEqual([code, kindsOf(stdout).sort()], [0, [...KIND_NAMES].sort()]);
    const count = KIND_NAMES.length;
    assert.ok(stderr.endsWith(`${count} jobs stopped, ${count} of them by cancellation\n`), stderr);
    assert.ok(fake().jobs.every(({ state }) => String(state).endsWith("_CANCELLED")));
  });

  it("takes the kinds of full names", async () => {
    const [, customJob = ""] = addOneOfEach();
    const { code, stdout } = await command.run(["stop", "--name", customJob, "--yes", "--output", "json"]);
    assert.deepEqual([code, kindsOf(stdout)], [0, ["customJobs"]]);
  });

  it("deletes what it has stopped, and says so", async () => {
    const name = fake().addJob("customJobs", { ...PLACE, id: "1" });
    const options = ["stop", "--kind", "customJobs", "--all", "--delete"];
    const look = await command.run(options);
    assert.equal(look.stderr, "would stop and delete 1 job; nothing was stopped: --yes does it\n");
    assert.ok(fake().job(name));
    const { code, stdout, stderr } = await command.run([...options, "--yes", "--output", "csv"]);
    const [columns = "", row = ""] = stdout.split("\n");
    assert.deepEqual(
      [code, columns.split(",").slice(-2), row.split(",").slice(-2)],
      [0, ["deleted", "outcome"], ["true", "CANCELLED"]],
    );
    assert.match(stderr, /1 job stopped, 1 of them by cancellation; 1 deleted\n$/);
    assert.equal(fake().job(name), undefined);
  });

  for (const [what, options, fault] of [
    [
      "a kind that does not exist",
      ["list", "--kind", "studies"],
      /^pulumi-vertex-jobs: --kind must be a non-empty list of "pipelineJobs"/,
    ],
    [
      "a condition that one of the kinds lacks",
      ["list", "--kind", "customJobs", "--pipeline-name", "a"],
      /^pulumi-vertex-jobs: --pipeline-name is a condition that customJobs do not have; pipelineJobs have it/,
    ],
    [
      "to delete tuning jobs",
      ["stop", "--kind", "all", "--all", "--delete"],
      /^pulumi-vertex-jobs: --delete can't be set for tuningJobs: the service can't delete them/,
    ],
    [
      "a name of another kind than those that are named",
      ["list", "--kind", "customJobs", "--name", "projects/p/locations/us-central1/nasJobs/1"],
      /^pulumi-vertex-jobs: --name is one of the nasJobs, and --kind has only customJobs/,
    ],
  ] as const) {
    it(`refuses ${what} before anything is sent`, async () => {
      const { code, stderr } = await command.run([...options]);
      assert.equal(code, 64);
      assert.match(stderr, fault);
      assert.deepEqual(fake().requests, []);
    });
  }
});
