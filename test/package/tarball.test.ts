import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { repository } from "../support/repository";
import { runCommand } from "../support/runCommand";
import { packTarball } from "../support/tarball";

/** What a download may weigh. */
const MAX_BYTES = 240_000;

describe("the tarball", function () {
  this.timeout(120_000).slow(30_000);
  let tarball: string;

  before(async () => {
    tarball = await packTarball();
  });

  it(`is smaller than ${MAX_BYTES} bytes`, () => {
    const { size } = statSync(tarball);
    assert.ok(size < MAX_BYTES, `${size} bytes`);
  });

  it("has what the page of the fake runs in a browser", async () => {
    const files = await runCommand("tar", ["-tzf", tarball], repository);
    const scripts = readdirSync(join(repository, "src/testing/page/browser")).filter((file) => file.endsWith(".mjs"));
    const packed = files.split("\n").filter((file) => file.startsWith("package/dist/testing/page/browser/"));
    assert.deepEqual(packed.map((file) => basename(file)).sort(), scripts.sort());
  });

  it("has a package.json that passes publint", async () => {
    await runCommand("publint", ["run", tarball, "--strict"], repository);
  });

  it("has types that match its code when node10, node16 (CommonJS and ES modules), and bundlers resolve them", async () => {
    // Only the stub imports "./provider". It has no types, so that no program builds on it.
    await runCommand("attw", [tarball, "--exclude-entrypoints", "provider"], repository);
  });
});
