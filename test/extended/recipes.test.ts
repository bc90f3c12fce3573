import assert from "node:assert/strict";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FakeVertexAi } from "../../src/testing";
import { linkDependencies } from "../support/exampleProject";
import { repository } from "../support/repository";
import { ReadersShell, shellBlocksOf } from "../support/shellBlocks";

const PLACE = { project: "my-project", region: "us-central1" };
const PACKAGE = "pulumi-vertex-jobs";
const SWEEP_OF_STACK = `new JobSweep("strays", {
  selector: { labels: { env: pulumi.getStack() } },
  cancelOn: ["create", "delete"],
});`;

const UP = `
pulumi stack select --create dev
pulumi config set gcp:project my-project
pulumi config set gcp:region us-central1
pulumi up --skip-preview
`;

/** The package is not published: what is reinstalled is what was there. */
const INSTALLED = "npm() { if [ $1 = install ]; then mv uninstalled node_modules/pulumi-vertex-jobs; fi; }";

describe("the recipe", function () {
  this.timeout(180_000).slow(60_000);
  let fake: FakeVertexAi;
  let shell: ReadersShell;

  beforeEach(async () => {
    fake = await FakeVertexAi.start({ requireAuthorization: true, timeToCancelMs: 500 });
    shell = new ReadersShell();
    mkdirSync(shell.project);
    const dependencies = { "@pulumi/gcp": "*", "@pulumi/pulumi": "*", [PACKAGE]: "*" };
    writeFileSync(join(shell.project, "package.json"), JSON.stringify({ private: true, dependencies }));
    writeFileSync(join(shell.project, "Pulumi.yaml"), "name: my-project\nruntime: nodejs\n");
    linkDependencies(shell.project);
  });
  afterEach(async () => {
    await fake.stop();
    shell.remove();
  });

  const write = (program: string) =>
    writeFileSync(
      join(shell.project, "index.js"),
      `const gcp = require("@pulumi/gcp");
       const pulumi = require("@pulumi/pulumi");
       const { PipelineJobCancellation, JobSweep } = require("pulumi-vertex-jobs");
       ${program}`,
    );
  const up = () => shell.run([UP], fake);
  const commands = (heading: string) => shellBlocksOf("docs/recipes.md", heading);
  const add = (pipelineJobId: string, seed: Partial<Parameters<FakeVertexAi["addPipelineJob"]>[0]> = {}) =>
    fake.addPipelineJob({ ...PLACE, pipelineJobId, ...seed });
  const stateOf = (name: string) => fake.pipelineJob(name)?.state;
  const deletions = () => fake.requests.filter(({ method }) => method === "DELETE").map(({ path }) => path);

  it("for a stuck job deletes the resources that do not depend on it and then removes it from the state", async () => {
    add("training", { timeToCancelMs: Number.POSITIVE_INFINITY });
    write(`const bucket = new gcp.storage.Bucket("artifacts", { location: "US" });
      const other = new gcp.storage.Bucket("other", { location: "US" });
      new PipelineJobCancellation("training", { pipelineJobId: "training", cancelOn: ["delete"] },
        { dependsOn: bucket, customTimeouts: { delete: "2s" } });`);
    await up();
    await assert.rejects(shell.run(["pulumi destroy --skip-preview"], fake), /timed out after 2s/);
    const [excluding = "", lettingGo = ""] = commands("A stuck job holds up the whole teardown");
    await shell.run([excluding], fake);
    assert.deepEqual(deletions(), ["/gcp/Bucket/other"]);
    await shell.run([lettingGo], fake);
    assert.deepEqual(deletions(), ["/gcp/Bucket/other", "/gcp/Bucket/artifacts"]);
  });

  it("for uninstalling the package removes a resource without it by default and stops a job after the package is reinstalled", async () => {
    add("a");
    const training = add("training");
    write(`new PipelineJobCancellation("a", { pipelineJobId: "a" });
      new PipelineJobCancellation("training", { pipelineJobId: "training", cancelOn: ["delete"] });`);
    await up();
    renameSync(join(shell.project, "node_modules", PACKAGE), join(shell.project, "uninstalled"));
    writeFileSync(join(shell.project, "index.js"), "");
    await assert.rejects(
      shell.run(["pulumi up --skip-preview"], fake),
      /cannot load pulumi-vertex-jobs in .*\. Install it there/,
    );
    await shell.run(commands("Uninstalling the package with the resource"), fake, INSTALLED);
    assert.equal(stateOf(training), "PIPELINE_STATE_CANCELLED");
    assert.match(await shell.run(["pulumi stack"], fake), /Current stack resources \(1\)/);
  });

  it("for a bundled program keeps the package external", async () => {
    const training = add("training");
    write('new PipelineJobCancellation("training", { pipelineJobId: "training", cancelOn: ["delete"] });');
    renameSync(join(shell.project, "index.js"), join(shell.project, "index.ts"));
    const project = {
      name: "my-project",
      main: "bin/index.js",
      runtime: { name: "nodejs", options: { typescript: false } },
    };
    writeFileSync(join(shell.project, "Pulumi.yaml"), JSON.stringify(project));
    const [bundleAndUp = ""] = commands("A program that is bundled");
    const [bundle = ""] = bundleAndUp.split("\n");
    const esbuild = `npx() { '${join(repository, "node_modules", ".bin", "esbuild")}' "\${@:2}"; }`;
    await shell.run([bundle, UP], fake, esbuild);
    assert.doesNotMatch(readFileSync(join(shell.project, "bin", "index.js"), "utf8"), /exports\.handler/);
    await shell.run(["pulumi destroy --skip-preview"], fake);
    assert.equal(stateOf(training), "PIPELINE_STATE_CANCELLED");
  });

  it("for a stack rename stops the jobs with the old stack name first", async () => {
    write(SWEEP_OF_STACK);
    await up();
    const old = add("old", { labels: { env: "dev" } });
    const future = add("future", { labels: { env: "prod" } });
    await shell.run(commands("A stack is renamed"), fake);
    assert.equal(stateOf(old), "PIPELINE_STATE_CANCELLED");
    assert.equal(stateOf(future), "PIPELINE_STATE_CANCELLED");
    const late = add("late", { labels: { env: "prod" } });
    await shell.run(["pulumi destroy --skip-preview"], fake);
    assert.equal(stateOf(late), "PIPELINE_STATE_CANCELLED");
  });

  it("for a deleted project refreshes stopped jobs and removes the other jobs from the state", async () => {
    add("a");
    add("training");
    write('new PipelineJobCancellation("a", { pipelineJobId: "a" });');
    await up();
    write(`new PipelineJobCancellation("a", { pipelineJobId: "a" });
      new PipelineJobCancellation("training", { pipelineJobId: "training", cancelOn: ["delete"] });`);
    await up();
    fake.addFault({ fault: { status: 403 } });
    const refreshed = await shell.run(["pulumi refresh --skip-preview --target '**::a'"], fake);
    assert.match(refreshed, /kept as last known/);
    const [lettingGo = ""] = commands("The project is gone");
    const [offered = ""] = lettingGo.split("\n");
    await assert.rejects(shell.run(["pulumi destroy --skip-preview"], fake), (error: Error) =>
      error.message.includes(offered),
    );
    await shell.run([lettingGo], fake);
    assert.match(await shell.run(["pulumi stack"], fake), /Current stack resources \(0\)/);
  });

  it("for drift fails without a change when a job runs again and then stops the job", async () => {
    const [check = "", mend = ""] = commands("Is anything running that should not? Every night, in CI");
    write(SWEEP_OF_STACK);
    await up();
    await shell.run([check], fake);
    const back = add("back", { labels: { env: "dev" } });
    await assert.rejects(shell.run([check], fake), /desiredState *: "ACTIVE: 1 job" => "STOPPED"/);
    assert.equal(stateOf(back), "PIPELINE_STATE_RUNNING");
    await shell.run([mend], fake);
    assert.equal(stateOf(back), "PIPELINE_STATE_CANCELLED");
    await shell.run([check], fake);
  });

  it("for a report writes the job states before and after the teardown", async () => {
    write(SWEEP_OF_STACK);
    await up();
    add("late", { labels: { env: "dev" } });
    const settings = "export GOOGLE_PROJECT=my-project GOOGLE_REGION=us-central1";
    await shell.run([settings, ...commands("A report of a teardown, as JSON")], fake);
    const states = (file: string) =>
      JSON.parse(readFileSync(join(shell.project, file), "utf8")).map(({ state }: { state: string }) => state);
    assert.deepEqual(states("before.json"), ["PIPELINE_STATE_RUNNING"]);
    assert.deepEqual(states("after.json"), ["PIPELINE_STATE_CANCELLED"]);
  });
});
