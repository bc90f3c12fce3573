import { cpSync, mkdirSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./repository";

/** Fills a folder with the project of a user who has installed this package. Its programs are inline. */
export function consumerProject(folder: string): void {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(join(repository, "node_modules", "@pulumi"), join(folder, "node_modules", "@pulumi"));
  installPackage(folder);
}

/** What `npm install` does in a project, as far as this package goes. */
export function installPackage(folder: string): void {
  symlinkSync(repository, packageIn(folder));
}

/** What `npm uninstall` does. */
export function uninstallPackage(folder: string): void {
  unlinkSync(packageIn(folder));
}

function packageIn(folder: string): string {
  return join(folder, "node_modules", "pulumi-vertex-jobs");
}

/** Fills a folder with the project of a user who writes plain JavaScript, which starts faster than TypeScript. */
export function javaScriptProject(folder: string, program: string): void {
  consumerProject(folder);
  const runtime = { name: "nodejs", options: { typescript: false } };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "project", main: "index.js", runtime }));
  writeFileSync(join(folder, "index.js"), program);
}

/** A program in YAML, as data. */
export interface YamlProgram {
  readonly resources: Readonly<Record<string, object>>;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, string>>;
}

/** Fills a folder with the project of a user who writes YAML and has installed nothing but the plugin. */
export function yamlProject(folder: string, program: YamlProgram): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "project", runtime: "yaml", ...program }));
}

/** Fills a folder with the ready-made stack of this repository, as a clone that was set up has it. */
export function readyMadeProject(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const part of ["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json", "src"]) {
    cpSync(join(repository, part), join(folder, part), { recursive: true });
  }
  for (const part of ["dist", "node_modules"]) symlinkSync(join(repository, part), join(folder, part));
}
