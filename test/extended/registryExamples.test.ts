import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EXAMPLES } from "../../scripts/schema/examples";
import { complaintsAbout } from "../support/compiler";
import { repository } from "../support/repository";
import { runCommand } from "../support/runCommand";

/** The examples in one language, by their paths. */
function examplesIn(ending: string): string[] {
  return readdirSync(EXAMPLES)
    .filter((file) => file.endsWith(`.${ending}`))
    .map((file) => join(EXAMPLES, file));
}

describe("the examples of the schema", function () {
  this.timeout(60_000).slow(20_000);

  it("compile in TypeScript", () => {
    // As files at the top of this repository, where the package is found by its own name.
    const programs = examplesIn("ts").map(
      (file, index) => [resolve(repository, `example.${index}.ts`), readFileSync(file, "utf8")] as const,
    );
    assert.ok(programs.length >= 4);
    assert.deepEqual(complaintsAbout(new Map(programs)), []);
  });

  it("compile in Python", async () => {
    const compile = "import ast, sys\nfor file in sys.argv[1:]: ast.parse(open(file).read(), file)";
    await runCommand("python3", ["-c", compile, ...examplesIn("py")], repository);
  });
});
