import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLES, exampleOf, LANGUAGES, TITLES } from "../../../scripts/schema/examples";
import { packageSchema } from "../../support/packageSchema";
import { faultsOfYaml } from "../../support/yamlPrograms";

describe("an example of the schema", () => {
  it("is there for each resource and function, in each language, and in no other", () => {
    const tokens = [...Object.keys(packageSchema.resources), ...Object.keys(packageSchema.functions)];
    const names = tokens.map((token) => token.replace(/.*:/, ""));
    assert.deepEqual(Object.keys(TITLES).sort(), names.sort());
    const files = names.flatMap((name) => Object.values(LANGUAGES).map((ending) => `${name}.${ending}`));
    assert.deepEqual(readdirSync(EXAMPLES).sort(), files.sort());
  });

  it("is in the description of what it shows", () => {
    for (const [token, { description }] of Object.entries({ ...packageSchema.resources, ...packageSchema.functions })) {
      assert.ok(description?.endsWith(exampleOf(token.replace(/.*:/, ""))), token);
    }
  });

  for (const name of Object.keys(TITLES)) {
    it(`of ${name} in YAML gives inputs and reads outputs that the schema has`, () => {
      assert.deepEqual(faultsOfYaml(readFileSync(join(EXAMPLES, `${name}.yaml`), "utf8")), []);
    });
  }
});
