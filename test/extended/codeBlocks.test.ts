import assert from "node:assert/strict";
import { join } from "node:path";
import { codeBlocksOf } from "../support/codeBlocks";
import { complaintsAbout } from "../support/compiler";
import { repository } from "../support/repository";

/** The TypeScript code blocks of a document, as if they were files at the top of this repository. */
function programsIn(document: string): Map<string, string> {
  const blocks = codeBlocksOf(document, "ts|typescript");
  return new Map(blocks.map((code, index) => [join(repository, `${document}.${index + 1}.ts`), code]));
}

for (const document of ["README.md", "docs/_index.md", "docs/installation-configuration.md"]) {
  describe(document, function () {
    this.timeout(60_000).slow(20_000);

    it("has code blocks that compile", () => {
      const programs = programsIn(document);
      assert.ok(programs.size > 0);
      assert.deepEqual(complaintsAbout(programs), []);
    });
  });
}
