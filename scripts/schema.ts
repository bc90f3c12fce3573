// npm run schema: writes schema.json, the contract of the plugin, from the types and TSDoc of the package.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { contentsOf } from "./schema/contents";
import { PACKAGE_DATA } from "./schema/packageData";

/** The schema of the package. */
export const SCHEMA = join(__dirname, "..", "schema.json");

/** The text of {@link SCHEMA} as the types, the TSDoc, and the examples are now. */
export function schemaText(): string {
  return `${JSON.stringify({ ...PACKAGE_DATA, ...contentsOf() }, undefined, 2)}\n`;
}

if (require.main === module) writeFileSync(SCHEMA, schemaText());
