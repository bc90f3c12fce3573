import assert from "node:assert/strict";
import { Declarations } from "../../../scripts/schema/declarations";
import { describeDefault } from "../../../scripts/schema/documentation";
import { RESOURCES } from "../../../scripts/schema/resources";
import type { PropertySpec, TypeSpec } from "../../../scripts/schema/specification";
import { tokenOf } from "../../../src/plugin/tokens";
import { SETTINGS } from "../../../src/provider/connection/connectionInputs";
import type { InputRow } from "../../../src/provider/inputTable";
import { LISTING_INPUTS } from "../../../src/provider/jobListing";
import { DEFAULT_REQUESTS_PER_MINUTE } from "../../../src/vertex/http/requestBudget";
import { packageSchema } from "../../support/packageSchema";

/** Defaults that are not recorded, since the budget fills them in. */
const BUDGET_DEFAULTS: Readonly<Record<string, unknown>> = { requestsPerMinute: DEFAULT_REQUESTS_PER_MINUTE };

/** The type of a schema as a row of a table has it. The tables check lists of texts as objects, too. */
function rowTypesOf({ type, $ref }: TypeSpec): InputRow["type"][] {
  if ($ref !== undefined) return ["object"];
  if (type === "array") return ["list", "object"];
  return [type === "integer" ? "count" : (type as InputRow["type"])];
}

/** The sentence that tells a default, unless it is one in words. */
function defaultIn({ description }: PropertySpec): string | undefined {
  return /Default: `[^`]*`\./.exec(description)?.[0];
}

const isOfProgram = (name: string) => name !== "gcpProvider";

const namesOf = (members: readonly { name: string }[]) => members.map(({ name }) => name);

const declarations = new Declarations();

for (const { type: name, inputs: table, outputs } of RESOURCES) {
  const {
    inputProperties,
    requiredInputs = [],
    properties,
  } = packageSchema.resources[tokenOf(name)] ?? assert.fail(name);
  const inputs = Object.entries(table).filter(([input]) => isOfProgram(input));

  describe(`${name} in schema.json`, () => {
    it("has the inputs of the provider and of the TypeScript arguments", () => {
      const args = namesOf(declarations.membersOf(`${name}Args`));
      assert.deepEqual(Object.keys(inputProperties).sort(), args.filter(isOfProgram).sort());
      assert.deepEqual(Object.keys(table).sort(), args.sort());
    });

    it("has the outputs of the provider", () => {
      const names = [...Object.keys(inputProperties), ...outputs, "desiredState", "defaults"];
      assert.deepEqual(Object.keys(properties).sort(), names.sort());
    });

    it("requires the inputs that TypeScript requires", () => {
      const required = declarations.membersOf(`${name}Args`).filter(({ isOptional }) => !isOptional);
      assert.deepEqual(requiredInputs, namesOf(required));
    });

    for (const [input, row] of inputs) {
      it(`has ${input} with the type, the default, and the replacement of the provider`, () => {
        const property = inputProperties[input] ?? assert.fail(input);
        assert.ok(rowTypesOf(property).includes(row.type), `${JSON.stringify(property)} is no ${row.type}`);
        assert.equal(property.willReplaceOnChanges ?? false, row.change === "replace");
        const fallback = row.default ?? BUDGET_DEFAULTS[input];
        assert.equal(
          defaultIn(property),
          fallback === undefined ? undefined : describeDefault(JSON.stringify(fallback)),
        );
      });
    }
  });
}

describe("getJobs in schema.json", () => {
  const { inputs } = packageSchema.functions[tokenOf("getJobs")] ?? assert.fail();

  it("has the inputs of the listing, with their types and defaults", () => {
    const rows: [string, InputRow][] = Object.entries(LISTING_INPUTS).filter(([input]) => isOfProgram(input));
    assert.deepEqual(Object.keys(inputs.properties).sort(), rows.map(([input]) => input).sort());
    for (const [input, row] of rows) {
      const property = inputs.properties[input] ?? assert.fail(input);
      assert.ok(rowTypesOf(property).includes(row.type), `${input} is no ${row.type}`);
      const isInWords = row.default === undefined || row.type === "object";
      assert.equal(defaultIn(property), isInWords ? undefined : describeDefault(JSON.stringify(row.default)), input);
    }
  });
});

describe("a setting of the connection in schema.json", () => {
  const { properties } = packageSchema.types[tokenOf("Connection")] as { properties: object };

  it("is one that the provider takes, and none is missing", () => {
    assert.deepEqual(Object.keys(properties).sort(), [...SETTINGS].sort());
  });
});
