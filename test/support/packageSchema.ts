import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { SCHEMA } from "../../scripts/schema";
import type { PACKAGE_DATA } from "../../scripts/schema/packageData";
import type { ObjectSpec, PackageContents } from "../../scripts/schema/specification";
import { isRecord } from "../../src/vertex/json";

/** The schema that is committed. */
export const packageSchema: typeof PACKAGE_DATA & PackageContents = JSON.parse(readFileSync(SCHEMA, "utf8"));

/**
 * What is wrong with an object, by the schema of the package.
 *
 * @param spec - the properties that it may have, and those that it must have.
 */
export function faultsOf(value: object, { properties, required = [] }: ObjectSpec): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addSchema({ $id: "pulumi.json", Any: {} });
  ajv.addSchema({ $id: "package", ...forJsonSchema({ types: packageSchema.types }) });
  const validate = ajv.compile(forJsonSchema({ type: "object", properties, required }));
  validate(value);
  return (validate.errors ?? []).map((error) =>
    [error.instancePath, error.message, ...Object.values(error.params)].join(" "),
  );
}

/** A part of the schema as JSON Schema: values have no descriptions there, and objects are open unless they say otherwise. */
function forJsonSchema(spec: object): object {
  return JSON.parse(JSON.stringify(spec), (key, value: unknown) => {
    if (key === "$ref") return String(value).replace(/^#/, "package#");
    if (isRecord(value) && isRecord(value.properties)) return { ...value, additionalProperties: false };
    return key === "enum" && Array.isArray(value) ? value.map((one: { value: string }) => one.value) : value;
  });
}
