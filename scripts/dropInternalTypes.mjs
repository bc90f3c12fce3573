/** Removes from dist the declarations that no export of the package reaches: half of them, which nobody can import. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { repository } from "./repository.mjs";

const dist = join(repository, "dist");
const { exports } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));

const reached = new Set();
for (const { types } of Object.values(exports)) if (types) reach(join(repository, types));
for (const file of readdirSync(dist, { recursive: true })) {
  const path = join(dist, file);
  if (file.endsWith(".d.ts") && !reached.has(path)) rmSync(path);
}

function reach(file) {
  if (reached.has(file)) return;
  reached.add(file);
  for (const { fileName } of ts.preProcessFile(readFileSync(file, "utf8")).importedFiles) {
    if (!fileName.startsWith(".")) continue;
    const path = join(dirname(file), fileName);
    reach([`${path}.d.ts`, join(path, "index.d.ts")].find(existsSync));
  }
}
