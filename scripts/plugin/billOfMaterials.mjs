import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../command.mjs";
import { repository } from "../repository.mjs";
import { pluginName } from "./names.mjs";

/**
 * Writes the bill of materials of a bundle: Node.js, and the packages in the bundle as npm describes them.
 *
 * @param files - of the bundle, relative to the repository.
 * @throws Error when npm does not know a package of the bundle.
 * @see https://cyclonedx.org/docs/1.5/json/
 */
export async function writeBillOfMaterials(files, path) {
  const options = ["--package-lock-only", "--sbom-format", "cyclonedx", "--sbom-type", "application"];
  const { code, output } = await run("npm", ["sbom", ...options], {
    cwd: repository,
    kept: true,
    // There npm is a script, which only a shell runs.
    shell: process.platform === "win32",
  });
  if (code !== 0) throw new Error(`npm sbom failed: ${output.trim()}`);
  const bill = JSON.parse(output.slice(output.indexOf("{")));
  const bundled = new Set(files.flatMap(packageOf));
  const components = bill.components.filter(({ purl }) => bundled.has(purl));
  const missing = [...bundled].filter((purl) => !components.some((one) => one.purl === purl));
  if (missing.length > 0) throw new Error(`npm sbom does not list ${missing.join(", ")}: run npm ci.`);
  // npm takes the name of the folder.
  bill.metadata.component.name = pluginName;
  const references = new Set([bill.metadata.component["bom-ref"], ...components.map((one) => one["bom-ref"])]);
  const dependencies = bill.dependencies
    .filter(({ ref }) => references.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => references.has(one)) }));
  const { node } = process.versions;
  const runtime = {
    type: "platform",
    "bom-ref": `node@${node}`,
    name: "node",
    version: node,
    purl: `pkg:generic/node@${node}`,
  };
  writeFileSync(path, `${JSON.stringify({ ...bill, components: [runtime, ...components], dependencies }, null, 2)}\n`);
}

function packageOf(file) {
  const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll("\\", "/")) ?? [];
  if (!folder) return [];
  const { name, version } = JSON.parse(readFileSync(join(repository, folder, "package.json"), "utf8"));
  return [`pkg:npm/${name.replace("@", "%40")}@${version}`];
}
