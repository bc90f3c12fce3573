import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { repository } from "./repository";

let compiled: string | undefined;

/**
 * Compiles the sources, once for each test process. A test that starts a program many times starts it from here: compiling
 * them at each start takes longer than all that the program does.
 *
 * @returns the folder that has what `dist` has after a build.
 */
export function compiledSource(): string {
  compiled ??= compile();
  return compiled;
}

/** Inside the repository, so that dependencies are found. */
function compile(): string {
  const root = join(repository, "node_modules", ".cache", `compiled-${process.pid}`);
  const outdir = join(root, "dist");
  const source = join(repository, "src");
  mkdirSync(root, { recursive: true });
  process.once("exit", () => rmSync(root, { recursive: true, force: true }));
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const entryPoints = files.map((file) => join(source, file));
  buildSync({
    entryPoints,
    outdir,
    outbase: source,
    format: "cjs",
    platform: "node",
    target: "node22",
    logLevel: "error",
  });
  copyFileSync(join(repository, "package.json"), join(root, "package.json"));
  return outdir;
}
