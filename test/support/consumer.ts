import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ConsumerTest, PASSED_TESTS_FILE, type TestRunner, testFileOf } from "./consumerTests";
import { repository } from "./repository";
import { runCommand } from "./runCommand";
import { packTarball } from "./tarball";

/** A fresh project that has installed this package as npm would publish it. */
export class Consumer {
  private readonly folder = mkdtempSync(join(tmpdir(), "consumer-"));

  /** Packs the package, which builds it, and installs the tarball. */
  async install(): Promise<void> {
    // Its own dependencies come from npm; the SDK, which is large, is the one that is here.
    await this.npmInstall(["--omit=peer"]);
    this.link("@pulumi");
    this.link("@types/node");
  }

  /** Does the same beside other packages, the SDK among them. */
  async installWith(packages: readonly string[]): Promise<void> {
    await this.npmInstall(packages);
  }

  /** Puts what is here, a package or all of a scope, in the place of what the project has. */
  link(name: string): void {
    const location = join(this.folder, "node_modules", name);
    rmSync(location, { recursive: true, force: true });
    mkdirSync(dirname(location), { recursive: true });
    symlinkSync(join(repository, "node_modules", name), location);
  }

  private async npmInstall(args: readonly string[]): Promise<void> {
    const tarball = await packTarball();
    this.write("package.json", JSON.stringify({ name: "consumer", private: true }));
    const flags = ["--prefer-offline", "--no-audit", "--no-fund"];
    await runCommand("npm", ["install", tarball, ...args, ...flags], this.folder);
  }

  /** Where npm has put the package. */
  get packageFolder(): string {
    return join(this.folder, "node_modules", "pulumi-vertex-jobs");
  }

  /** Path of a command that the package has brought. */
  command(name: string): string {
    return join(this.folder, "node_modules", ".bin", name);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  /** Runs a test file by a runner that the project has installed. @returns the titles of the tests that have passed. */
  async test(runner: TestRunner, titles: readonly ConsumerTest[], node: string): Promise<string[]> {
    this.write(PASSED_TESTS_FILE, "");
    this.write(runner.file, testFileOf(runner, titles));
    const [name, ...args] = runner.command;
    try {
      await runCommand(node, [this.command(name), ...args], this.folder);
    } finally {
      rmSync(join(this.folder, runner.file)); // the next runner may look for its tests there, too
    }
    return readFileSync(join(this.folder, PASSED_TESTS_FILE), "utf8").split("\n").filter(Boolean);
  }

  /** Runs a program of a file in the project, and parses what it prints. */
  async run(file: string): Promise<unknown> {
    return JSON.parse(await runCommand(process.execPath, [file], this.folder));
  }

  /** Compiles the project with the compiler that is here; fails with what that says. */
  async compile(): Promise<void> {
    const compiler = join(repository, "node_modules", "typescript", "bin", "tsc");
    await runCommand(process.execPath, [compiler, "-p", "."], this.folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
