import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../support/repository";
import { runCommand } from "../support/runCommand";

describe("the provider code in the state of a resource", function () {
  this.timeout(120_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "builds-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const textOfBuild = async (name: string): Promise<string> => {
    const compiler = join(repository, "node_modules", "typescript", "bin", "tsc");
    const outDir = join(folder, name);
    const args = ["-p", "tsconfig.build.json", "--outDir", outDir, "--tsBuildInfoFile", `${outDir}.tsbuildinfo`];
    await runCommand(process.execPath, [compiler, ...args], repository);
    return require(join(outDir, "resources", "stub.js")).stubOf("PipelineJobCancellation");
  };

  it("is the same in two builds and has at most 600 bytes", async () => {
    const [first, second] = await Promise.all([textOfBuild("first"), textOfBuild("second")]);
    assert.equal(first, second);
    assert.ok(Buffer.byteLength(first) <= 600, `${Buffer.byteLength(first)} bytes`);
  });
});
