import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { EXAMPLES, exampleOf, LANGUAGES, TITLES } from "../../../scripts/schema/examples";
import { faultsOf, packageSchema } from "../../support/packageSchema";

/** A program in YAML. */
interface YamlProgram {
  readonly runtime: string;
  readonly resources?: Readonly<Record<string, { readonly type: string; readonly properties: object }>>;
  readonly variables?: Readonly<
    Record<string, { readonly "fn::invoke": { readonly function: string; readonly arguments: object } }>
  >;
  readonly outputs: Readonly<Record<string, string>>;
}

/** In YAML the module `index` is left out. */
const tokenIn = (name: string) => name.replace(":", ":index:");

/** What a program in YAML declares or calls, by its name there. */
function usesIn({ resources = {}, variables = {} }: YamlProgram) {
  const declared = Object.entries(resources).map(([name, { type, properties: given }]) => {
    const spec = packageSchema.resources[tokenIn(type)] ?? assert.fail(type);
    const inputs = { properties: spec.inputProperties, required: spec.requiredInputs ?? [] };
    return { name, given, inputs, outputs: spec.properties };
  });
  const called = Object.entries(variables).map(([name, { "fn::invoke": call }]) => {
    const spec = packageSchema.functions[tokenIn(call.function)] ?? assert.fail(call.function);
    return { name, given: call.arguments, inputs: spec.inputs, outputs: spec.outputs.properties };
  });
  return [...declared, ...called];
}

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
      const program: YamlProgram = parse(readFileSync(join(EXAMPLES, `${name}.yaml`), "utf8"));
      assert.equal(program.runtime, "yaml");
      const uses = usesIn(program);
      for (const { given, inputs } of uses) assert.deepEqual(faultsOf(given, inputs), []);
      for (const output of Object.values(program.outputs)) {
        const [, from, property = ""] = /^\$\{(\w+)\.(\w+)\}$/.exec(output) ?? [];
        const use = uses.find((one) => one.name === from);
        assert.ok(use && property in use.outputs, output);
      }
    });
  }
});
