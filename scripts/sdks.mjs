/** npm run sdks: writes the SDKs for Python and Go that schema.json describes, into sdk/, or into the folder that is given. */
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { hasGo, runProgram } from "./goBuild.mjs";
import { repository } from "./repository.mjs";

/** Folders with nothing but generated files. */
const generatedFolders = [join("python", "pulumi_vertex_jobs"), join("go", "vertexjobs")];

try {
  const folder = resolve(process.argv[2] ?? join(repository, "sdk"));
  if (!(await hasGo()))
    throw new Error("install Go 1.26 or newer (https://go.dev/dl/): the generators are written in it.");
  for (const generated of generatedFolders) rmSync(join(folder, generated), { recursive: true, force: true });
  const program = { module: "pulumi", package: "./generate-sdks" };
  const { code, output } = await runProgram(program, [join(repository, "schema.json"), folder]);
  if (code !== 0) throw new Error(output.trim());
} catch (error) {
  console.error(`sdks: ${error.message}`);
  process.exit(1);
}
