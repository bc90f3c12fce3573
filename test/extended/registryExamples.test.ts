import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EXAMPLES } from "../../scripts/schema/examples";
import { complaintsAbout } from "../support/compiler";
import { repository } from "../support/repository";

describe("the examples of the schema", function () {
  this.timeout(60_000).slow(20_000);

  it("compile in TypeScript", () => {
    // As files at the top of this repository, where the package is found by its own name.
    const files = readdirSync(EXAMPLES).filter((file) => file.endsWith(".ts"));
    const programs = files.map(
      (file, index) =>
        [resolve(repository, `example.${index}.ts`), readFileSync(join(EXAMPLES, file), "utf8")] as const,
    );
    assert.ok(programs.length >= 4);
    assert.deepEqual(complaintsAbout(new Map(programs)), []);
  });
});
