import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { complaintsAbout } from "../support/compiler";

const REPOSITORY = resolve(__dirname, "../..");

/** The TypeScript code blocks of a document, as if they were files at the top of this repository. */
function programsIn(document: string): Map<string, string> {
  const text = readFileSync(resolve(REPOSITORY, document), "utf8");
  const blocks = [...text.matchAll(/^```(?:ts|typescript)\n(.*?)^```$/gms)].map(([, code]) => code ?? "");
  return new Map(blocks.map((code, index) => [resolve(REPOSITORY, `${document}.${index + 1}.ts`), code]));
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
