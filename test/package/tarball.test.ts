import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { repository } from "../support/repository";
import { runCommand } from "../support/runCommand";
import { packTarball } from "../support/tarball";

/** What a download may weigh. */
const MAX_BYTES = 190_000;

describe("the tarball", function () {
  this.timeout(120_000).slow(30_000);
  let tarball: string;

  before(async () => {
    tarball = await packTarball();
  });

  it("is small", () => {
    const { size } = statSync(tarball);
    assert.ok(size < MAX_BYTES, `${size} bytes`);
  });

  it("has a package.json of which publint has nothing to say", async () => {
    await runCommand("publint", ["run", tarball, "--strict"], repository);
  });

  it("has types that fit its code, however they are resolved: node10, node16 from both kinds of modules, bundlers", async () => {
    // Only the stub imports "./provider". It has no types, so that no program builds on it.
    await runCommand("attw", [tarball, "--exclude-entrypoints", "provider"], repository);
  });
});
