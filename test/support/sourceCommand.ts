import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { repository } from "./repository";

let compiled: string | undefined;

/**
 * How a program of the sources is started. It is compiled once for each test process, because compiling it at each start
 * takes longer than all that it does. Coverage counts only what is compiled as the tests are.
 *
 * @param file - below `src/`, without its extension.
 */
export function commandOf(file: string): string[] {
  if (process.env.NODE_V8_COVERAGE) {
    const reached = join(repository, "test", "support", "reachedMessages.ts");
    return [process.execPath, "--require", "tsx/cjs", "--require", reached, join(repository, "src", `${file}.ts`)];
  }
  compiled ??= compile();
  return [process.execPath, join(compiled, `${file}.js`)];
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
