import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version as PULUMI } from "@pulumi/pulumi/version";
import { FakeVertexAi } from "../../src/testing";
import { runCommand } from "../support/runCommand";
import { ReadersShell } from "../support/shellBlocks";
import { packTarball } from "../support/tarball";

/** A library of the workspace, which alone depends on the package. */
const LIBRARY = `
const { PipelineJobCancellation } = require("pulumi-vertex-jobs");
exports.stop = (pipelineJobId) =>
  new PipelineJobCancellation(pipelineJobId, { pipelineJobId, cancelOn: ["create", "delete"] }).outcome;
`;

describe("a pnpm workspace in which only a library depends on the package", function () {
  this.timeout(300_000).slow(60_000);
  const tools = mkdtempSync(join(tmpdir(), "tools-"));
  const shell = new ReadersShell();
  let fake: FakeVertexAi;

  const write = (path: string, content: string | object) => {
    const file = join(shell.project, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  };

  before(async () => {
    writeFileSync(join(tools, "package.json"), JSON.stringify({ private: true }));
    await runCommand("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "pnpm@12.4.2"], tools);
    const tarball = await packTarball();
    write("package.json", { name: "workspace", private: true });
    write("pnpm-workspace.yaml", "packages: [lib, stacks/*]\n");
    const sdk = { "@pulumi/pulumi": PULUMI };
    write("lib/package.json", { name: "lib", dependencies: { ...sdk, "pulumi-vertex-jobs": `file:${tarball}` } });
    write("lib/index.js", LIBRARY);
    write("stacks/dev/package.json", { name: "dev", private: true, dependencies: { ...sdk, lib: "workspace:*" } });
    write("stacks/dev/Pulumi.yaml", "name: workspace\nruntime: nodejs\n");
    write("stacks/dev/index.js", 'exports.outcome = require("lib").stop("a");');
    fake = await FakeVertexAi.start({ requireAuthorization: true });
    await shell.run(
      [`'${join(tools, "node_modules", ".bin", "pnpm")}' install --prefer-offline --ignore-scripts`],
      fake,
    );
  });
  after(async () => {
    shell.remove();
    rmSync(tools, { recursive: true });
    await fake.stop();
  });

  it("stops a job on up, reads it on refresh, and stops it again on destroy", async () => {
    const add = () => fake.addPipelineJob({ project: "my-project", region: "us-central1", pipelineJobId: "a" });
    add();
    const inStack = (command: string) => shell.run([`cd stacks/dev\n${command}`], fake);
    const printed = await inStack(`pulumi stack init test
      pulumi config set gcp:project my-project
      pulumi config set gcp:region us-central1
      pulumi up --skip-preview`);
    assert.match(printed, /outcome *: "CANCELLED"/);
    const job = add();
    assert.match(
      await inStack("pulumi refresh --skip-preview --yes"),
      /PIPELINE_STATE_RUNNING: the next `pulumi up` stops it/,
    );
    await inStack("pulumi destroy --skip-preview");
    assert.equal(fake.pipelineJob(job)?.state, "PIPELINE_STATE_CANCELLED");
  });
});
