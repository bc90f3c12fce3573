import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { SCHEMA, schemaText } from "../../../scripts/schema";
import { packageSchema } from "../../support/packageSchema";

const { config, provider, resources, types } = packageSchema;

/** Where each part of a schema that is to be explained is, and its description. */
function descriptionsIn(node: unknown, path: string): [string, unknown][] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    const isNamed = /(?:properties|inputProperties|variables|types|resources|functions|enum)$/.test(path);
    const own = isNamed ? [[`${path}/${key}`, Reflect.get(Object(value), "description")] as [string, unknown]] : [];
    return [...own, ...descriptionsIn(value, `${path}/${key}`)];
  });
}

const secretsOf = (properties: object) =>
  Object.entries(properties).flatMap(([name, property]) => (property.secret ? [name] : []));

describe("schema.json", () => {
  const descriptions = descriptionsIn(packageSchema, "");

  it("says what the types and the TSDoc say: if not, run npm run schema", () => {
    assert.equal(readFileSync(SCHEMA, "utf8"), schemaText());
  });

  it("explains every property, type, resource, and function", () => {
    assert.ok(descriptions.length > 200, `only ${descriptions.length} descriptions`);
    const missing = descriptions.filter(([, description]) => typeof description !== "string" || description === "");
    assert.deepEqual(missing, []);
  });

  it("speaks of no config, argument, or link that only a program in TypeScript has", () => {
    const foreign = descriptions.filter(([, text]) => /\bgcp:|gcpProvider|\{@|@pulumi\/gcp/.test(String(text)));
    assert.deepEqual(foreign, []);
  });

  it("has the settings of a connection as config and as inputs of the provider", () => {
    const settings = Object.keys(Reflect.get(types["vertex-jobs:index:Connection"] ?? {}, "properties"));
    for (const properties of [config.variables, provider.inputProperties]) {
      assert.deepEqual(Object.keys(properties), ["project", "region", ...settings]);
      assert.deepEqual(secretsOf(properties), ["accessToken", "credentials", "externalCredentials"]);
    }
  });

  it("keeps the connection of a resource secret as a whole", () => {
    for (const { inputProperties, properties } of Object.values(resources)) {
      assert.deepEqual([secretsOf(inputProperties), secretsOf(properties)], [["connection"], ["connection"]]);
    }
  });
});
