import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { satisfies } from "semver";
import { installPackage } from "./projectFolder";
import { repository } from "./repository";

const PACKAGE = "pulumi-vertex-jobs";

const EXAMPLES = join(repository, "examples");

/** Folders of `examples/` that are Pulumi projects: `guard`, or `teardown/python` of an example in several languages. */
export function exampleNames(): string[] {
  const projects = readdirSync(EXAMPLES, { recursive: true, encoding: "utf8" });
  return projects
    .filter((path) => path.endsWith(join("/", "Pulumi.yaml")))
    .map(dirname)
    .sort();
}

/** The README of an example; one in several languages has one for all of them. */
export function readmeOf(name: string): string {
  const [folder = name] = name.split("/");
  return join("examples", folder, "README.md");
}

/** Fills a folder with an example, and with what it needs. */
export function exampleProject(name: string, folder: string): void {
  cpSync(join(EXAMPLES, name), folder, { recursive: true });
  if (existsSync(join(folder, "package.json"))) linkDependencies(folder);
}

/**
 * Does what `npm install` does with a package.json: what is here is linked, so that nothing is fetched.
 *
 * @throws Error when a project asks for what is not here, or for another version.
 */
export function linkDependencies(folder: string): void {
  const { dependencies, devDependencies } = readPackage(folder);
  const modules = join(folder, "node_modules");
  for (const [dependency, range] of Object.entries({ ...dependencies, ...devDependencies })) {
    const here = dependency === PACKAGE ? repository : join(repository, "node_modules", dependency);
    const { version, bin } = readPackage(here);
    if (!satisfies(version, range))
      throw new Error(`${folder} asks for ${dependency} ${range}, and ${version} is here`);
    mkdirSync(join(modules, dirname(dependency)), { recursive: true });
    if (dependency === PACKAGE) installPackage(folder);
    else symlinkSync(here, join(modules, dependency));
    const commands = typeof bin === "string" ? { [dependency]: bin } : (bin ?? {});
    mkdirSync(join(modules, ".bin"), { recursive: true });
    for (const [command, file] of Object.entries(commands)) {
      chmodSync(join(modules, dependency, file), 0o755);
      symlinkSync(join(modules, dependency, file), join(modules, ".bin", command));
    }
  }
}

interface Package {
  readonly version: string;
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readPackage(folder: string): Package {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
