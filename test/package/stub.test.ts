import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../support/repository";

describe("the code that travels in a resource's state", function () {
  this.timeout(120_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "builds-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const textOfBuild = (name: string): string => {
    const compiler = join(repository, "node_modules", "typescript", "bin", "tsc");
    const outDir = join(folder, name);
    const args = ["-p", "tsconfig.build.json", "--outDir", outDir, "--tsBuildInfoFile", `${outDir}.tsbuildinfo`];
    execFileSync(process.execPath, [compiler, ...args], { cwd: repository });
    return require(join(outDir, "resources", "stub.js")).stubOf("PipelineJobCancellation");
  };

  it("is the same in two builds, and at most 600 bytes", () => {
    const [first, second] = [textOfBuild("first"), textOfBuild("second")];
    assert.equal(first, second);
    assert.ok(Buffer.byteLength(first) <= 600, `${Buffer.byteLength(first)} bytes`);
  });
});
