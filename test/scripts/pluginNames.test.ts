import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../support/repository";
import { ScratchClone } from "./scratchClone";

/** The systems for which a release has the plugin, by the names of Node.js. */
const PLATFORMS = ["linux", "darwin", "win32"].flatMap((platform) => ["x64", "arm64"].map((arch) => [platform, arch]));

describe("the names of the plugin's files", () => {
  const clone = new ScratchClone();
  after(() => clone.remove());

  it("are those that the CLI looks for, for each system and processor", () => {
    const names = clone.runModule(`
      import { archiveName, executableName } from "./scripts/plugin/names.mjs";
      for (const [platform, arch] of ${JSON.stringify(PLATFORMS)})
        console.log(archiveName("1.2.3", platform, arch), executableName(platform));`);
    assert.deepEqual(names.stdout.trim().split("\n"), [
      "pulumi-resource-vertex-jobs-v1.2.3-linux-amd64.tar.gz pulumi-resource-vertex-jobs",
      "pulumi-resource-vertex-jobs-v1.2.3-linux-arm64.tar.gz pulumi-resource-vertex-jobs",
      "pulumi-resource-vertex-jobs-v1.2.3-darwin-amd64.tar.gz pulumi-resource-vertex-jobs",
      "pulumi-resource-vertex-jobs-v1.2.3-darwin-arm64.tar.gz pulumi-resource-vertex-jobs",
      "pulumi-resource-vertex-jobs-v1.2.3-windows-amd64.tar.gz pulumi-resource-vertex-jobs.exe",
      "pulumi-resource-vertex-jobs-v1.2.3-windows-arm64.tar.gz pulumi-resource-vertex-jobs.exe",
    ]);
  });

  it("are as many as the release builds", () => {
    const workflow = readFileSync(join(repository, ".github/workflows/release.yml"), "utf8");
    const runners = /runner: \[(.*)\]/.exec(workflow)?.[1]?.split(", ") ?? [];
    assert.equal(runners.length, PLATFORMS.length);
    assert.match(workflow, new RegExp(`wc -l\\)" -eq ${PLATFORMS.length}`));
  });
});
