import assert from "node:assert/strict";
import { CommandLine } from "../support/commandLine";
import { activeIds, cancelledNames } from "../support/sweepJobs";
import { calls, withFake } from "../support/withFake";

const nameOf = (project: string, region = "us-central1") =>
  `projects/${project}/locations/${region}/pipelineJobs/nightly`;

/** `GOOGLE_PROJECT` and `GOOGLE_REGION` are p and us-central1. */
describe("the command line with full job names", function () {
  this.timeout(60_000).slow(10_000);
  const fake = withFake({ timeToCancelMs: 200 });
  const command = new CommandLine(fake);
  const add = (project: string, region = "us-central1") =>
    fake().addPipelineJob({ project, region, pipelineJobId: "nightly" });
  const numberOf = (project: string) => String(fake().pipelineJob(nameOf(project))?.name).split("/")[1] ?? "";

  it("stops the job in the named project and no other job with that ID", async () => {
    add("p");
    const dev = add("dev");
    const { code, stdout } = await command.run(["stop", "--name", dev, "--yes", "--output", "csv"]);
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`^${dev},.*,CANCELLED$`, "m"));
    assert.deepEqual(cancelledNames(fake()), [dev]);
    assert.equal(fake().pipelineJob(nameOf("p"))?.state, "PIPELINE_STATE_RUNNING");
  });

  it("stops jobs in all named regions", async () => {
    const names = [add("dev"), add("dev", "europe-west4")];
    add("dev", "us-east1");
    const { code } = await command.run(["stop", ...names.flatMap((name) => ["--name", name]), "--yes"]);
    assert.equal(code, 0);
    assert.deepEqual(cancelledNames(fake()).sort(), [...names].sort());
  });

  it("finds an active job in the named region with --fail-if-active", async () => {
    const { code } = await command.run(["list", "--name", add("p", "europe-west4"), "--fail-if-active"]);
    assert.equal(code, 3);
  });

  it("lists the job in the named project in a dry run", async () => {
    add("p");
    const { code, stdout } = await command.run(["stop", "--name", add("dev", "us-east1"), "--output", "ndjson"]);
    assert.deepEqual([code, JSON.parse(stdout).name], [3, nameOf("dev", "us-east1")]);
  });

  it("needs no project or region from the environment", async () => {
    const env = { GOOGLE_PROJECT: "", GOOGLE_REGION: "" };
    assert.equal((await command.run(["list", "--name", add("dev"), "--fail-if-active"], env)).code, 3);
  });

  it("stops only the job in the project with the given number", async () => {
    add("p");
    add("dev");
    const args = ["stop", "--yes", "--name", nameOf(numberOf("dev"))];
    assert.equal((await command.run([...args, "--project", "p"])).code, 0);
    assert.deepEqual(cancelledNames(fake()), []);
    assert.equal((await command.run(args)).code, 0);
    assert.deepEqual(activeIds(fake()), ["nightly"]);
    assert.equal(fake().pipelineJob(nameOf("p"))?.state, "PIPELINE_STATE_RUNNING");
  });

  it("compares a project ID with a project number by one request", async () => {
    const dev = add("dev");
    const { code } = await command.run(["stop", "--yes", "--name", dev, "--project", numberOf("dev")]);
    assert.equal(code, 0);
    assert.equal(
      fake()
        .requestsOf("pipelineJobs.get")
        .filter(({ path }) => path === `/v1/${dev}`).length,
      1,
    );
    assert.deepEqual(activeIds(fake()), []);
  });

  it("fails and cancels nothing when a project ID and a project number differ", async () => {
    add("p");
    const dev = add("dev");
    for (const args of [
      ["stop", "--yes"],
      ["list", "--fail-if-active"],
    ]) {
      const { code, stderr } = await command.run([...args, "--name", dev, "--project", numberOf("p")]);
      assert.equal(code, 1);
      assert.match(
        stderr,
        new RegExp(`: ${dev} is in project ${numberOf("dev")}, and jobs are looked for in ${numberOf("p")}\\. Give`),
      );
    }
    assert.deepEqual(cancelledNames(fake()), []);
  });

  it("matches nothing when the named job does not exist and its project number is unknown", async () => {
    add("p");
    const args = ["stop", "--yes", "--name", nameOf("dev"), "--project", numberOf("p")];
    const { code, stderr } = await command.run(args);
    assert.deepEqual([code, stderr], [0, "no active job matches\n"]);
    assert.deepEqual(cancelledNames(fake()), []);
  });

  const refused: [string[], RegExp][] = [
    [["--name", nameOf("dev"), "--name", nameOf("p")], /: --name must be of one project, not of dev, p$/],
    [["--name", nameOf("dev"), "--project", "p"], /: --name is in project dev, and jobs are looked for in p$/],
    [
      ["--name", nameOf("p", "us-east1"), "--region", "us-central1"],
      /: --name is in us-east1, and jobs are looked for in us-central1$/,
    ],
    [["--all", "--exclude-name", nameOf("dev")], /: --exclude-name is in project dev, and jobs are looked for in p$/],
    [
      ["--all", "--exclude-name", nameOf("p", "us-east1")],
      /: --exclude-name is in us-east1, and jobs are looked for in us-central1$/,
    ],
  ];
  for (const [options, sentence] of refused) {
    for (const name of ["list", "stop"]) {
      it(`refuses mismatched locations before any request: ${name} ${options.join(" ")}`, async () => {
        const { code, stderr } = await command.run([name, ...options]);
        assert.equal(code, 64);
        assert.match(stderr.trimEnd(), sentence);
        assert.deepEqual(calls(fake()), []);
      });
    }
  }
});
