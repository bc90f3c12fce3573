import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { satisfies } from "semver";
import { installPackage } from "./projectFolder";
import { repository } from "./repository";

const PACKAGE = "pulumi-vertex-jobs";

/** Names of the examples that are Pulumi projects: folders of `examples/`. */
export function exampleNames(): string[] {
  return readdirSync(join(repository, "examples"), { withFileTypes: true })
    .map(({ name }) => name)
    .filter((name) => existsSync(join(repository, "examples", name, "Pulumi.yaml")));
}

/** Fills a folder with an example, and with what it needs. */
export function exampleProject(name: string, folder: string): void {
  cpSync(join(repository, "examples", name), folder, { recursive: true });
  linkDependencies(folder);
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
