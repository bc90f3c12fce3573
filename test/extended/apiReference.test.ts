import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../support/repository";
import { runCommand } from "../support/runCommand";

/** All files of a folder, by their paths in it. */
function contentsOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(files.map((file) => [file.slice(folder.length), readFileSync(file, "utf8")]));
}

describe("docs/api", function () {
  this.timeout(60_000).slow(20_000);

  it("matches the output of npm run docs", async () => {
    const folder = mkdtempSync(join(tmpdir(), "api-"));
    try {
      await runCommand("typedoc", ["--out", folder], repository);
      assert.deepEqual(contentsOf(folder), contentsOf(join(repository, "docs", "api")));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
