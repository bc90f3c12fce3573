import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scripts } from "../../package.json";
import { FakeVertexAi } from "../../src/testing";
import { repository } from "../support/repository";
import { runCommand } from "../support/runCommand";
import { ReadersShell, shellBlocksOf } from "../support/shellBlocks";
import { packTarball } from "../support/tarball";

const PLACE = { project: "my-project", region: "us-central1" };

/** Sections with commands, and where a reader types them: in a project of their own, or in a clone of this repository. */
const SECTIONS = {
  "In two minutes": "project",
  "Try it without a cloud": "clone",
  "Stop jobs now, without Pulumi": "project",
  "Stop jobs without writing a program": "clone",
} as const;

/** Commands that are not run here, each for a reason. */
const NOT_RUN = {
  "npm test": "it is what runs beside this test, and takes as long as all the rest",
};

/** Commands that are to fail, with the exit code that the README names. */
const EXIT_CODES: Readonly<Record<string, number>> = {
  "npx pulumi-vertex-jobs stop --label env=pr-7 --older-than 10m --exclude-label 'keep=*'": 3,
};

describe("the walkthrough of README.md", function () {
  this.timeout(600_000).slow(120_000);
  const shell = new ReadersShell();
  const tools = mkdtempSync(join(tmpdir(), "readme-"));
  const notRun: string[] = [];
  let fake: FakeVertexAi;
  let tarball: string;

  before(async () => {
    fake = await FakeVertexAi.start({ requireAuthorization: true, timeToCancelMs: 1_000 });
    tarball = await packTarball();
    await runCommand("git", ["clone", "--quiet", repository, join(shell.folder, "clone")], repository);
    mkdirSync(shell.project);
    const [program = ""] =
      /(?<=^```ts\n).*?(?=^```$)/ms.exec(readFileSync(join(repository, "README.md"), "utf8")) ?? [];
    writeFileSync(join(shell.project, "index.ts"), program);
    writeFileSync(join(shell.project, "Pulumi.yaml"), "name: my-program\nruntime: nodejs\n");
    const dependencies = { "@pulumi/pulumi": "^3.249.0", typescript: "^6.0.0" };
    writeFileSync(join(shell.project, "package.json"), JSON.stringify({ private: true, dependencies }));
    await shell.run(["pulumi stack init dev"], fake);
  });
  after(async () => {
    await fake.stop();
    shell.remove();
    rmSync(tools, { recursive: true });
  });

  /** Types the commands of a section. What is not published yet is installed from its tarball. */
  const follow = (heading: keyof typeof SECTIONS) => {
    const lines = shellBlocksOf("README.md", heading).flatMap((block) => block.trim().split("\n"));
    const commands = lines.map((line) => line.replace(/ +#.*/, ""));
    notRun.push(...commands.filter((command) => command in NOT_RUN));
    const typed = commands
      .filter((command) => !(command in NOT_RUN))
      .map((command) => (command in EXIT_CODES ? `${command} || test $? = ${EXIT_CODES[command]}` : command));
    const preamble = `
      cd ../${SECTIONS[heading]}
      export GOOGLE_PROJECT=${PLACE.project} GOOGLE_REGION=${PLACE.region}
      npm() { command npm "\${@/#pulumi-vertex-jobs/${tarball}}"; }
    `;
    return shell.run(typed, fake, preamble);
  };
  const add = (pipelineJobId: string, seed: Partial<Parameters<FakeVertexAi["addPipelineJob"]>[0]> = {}) =>
    fake.addPipelineJob({ ...PLACE, pipelineJobId, ...seed });
  const stateOf = (job: string) => fake.pipelineJob(job)?.state;

  it("has commands only in the sections that this test runs", () => {
    const headings = readFileSync(join(repository, "README.md"), "utf8").match(/(?<=^## ).*/gm) ?? [];
    const withCommands = headings.filter((heading) => shellBlocksOf("README.md", heading).length > 0);
    assert.deepEqual(withCommands, Object.keys(SECTIONS));
  });

  it("stops a job and removes it from the stack in two minutes", async () => {
    const job = add("training-20261124");
    const printed = await follow("In two minutes");
    assert.match(printed, /outcome: "CANCELLED"/);
    assert.match(printed, /2 deleted/);
    assert.equal(stateOf(job), "PIPELINE_STATE_CANCELLED");
  });

  it("runs the demo in a fresh clone", async () => {
    assert.match(await follow("Try it without a cloud"), /The job was cancelled once, and is gone from the stack/);
  });

  it("lists and stops jobs with the command", async () => {
    const seed = { displayName: "train-all", createTime: "2026-01-01T00:00:00Z", labels: { env: "pr-7" } };
    const job = add("train-1", seed);
    const kept = add("train-2", { ...seed, labels: { ...seed.labels, keep: "yes" } });
    const printed = await follow("Stop jobs now, without Pulumi");
    assert.match(printed, /train-1 .*WOULD_STOP/);
    assert.match(printed, /train-1 .*CANCELLED/);
    assert.equal(stateOf(job), "PIPELINE_STATE_CANCELLED");
    assert.equal(stateOf(kept), "PIPELINE_STATE_RUNNING");
  });

  it("stops jobs with the ready-made stack of the clone", async () => {
    const named = add("training-20261124");
    const labelled = add("stray", { labels: { env: "pr-7" } });
    await follow("Stop jobs without writing a program");
    assert.equal(stateOf(named), "PIPELINE_STATE_CANCELLED");
    assert.equal(stateOf(labelled), "PIPELINE_STATE_CANCELLED");
  });

  it("runs every command except the excluded ones, which exist", () => {
    assert.deepEqual(notRun, Object.keys(NOT_RUN));
    assert.ok("test" in scripts);
  });
});
