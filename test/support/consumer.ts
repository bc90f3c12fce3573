import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "./repository";
import { runCommand } from "./runCommand";
import { packTarball } from "./tarball";

/** A fresh project that has installed this package as npm would publish it. */
export class Consumer {
  private readonly folder = mkdtempSync(join(tmpdir(), "consumer-"));

  /** Packs the package, which builds it, and installs the tarball. */
  async install(): Promise<void> {
    const tarball = await packTarball(this.folder);
    this.write("package.json", JSON.stringify({ name: "consumer", private: true }));
    // Its own dependencies come from npm; the SDK, which is large, is the one that is here.
    const flags = ["--omit=peer", "--prefer-offline", "--no-audit", "--no-fund"];
    await runCommand("npm", ["install", tarball, ...flags], this.folder);
    mkdirSync(join(this.folder, "node_modules", "@types"), { recursive: true });
    for (const part of ["@pulumi", "@types/node"]) {
      symlinkSync(join(repository, "node_modules", part), join(this.folder, "node_modules", part));
    }
  }

  /** Where npm has put the package. */
  get packageFolder(): string {
    return join(this.folder, "node_modules", "pulumi-vertex-pipeline-jobs");
  }

  /** Path of a command that the package has brought. */
  command(name: string): string {
    return join(this.folder, "node_modules", ".bin", name);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
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
