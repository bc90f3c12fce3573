import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { repository } from "./repository";

const execute = promisify(execFile);

/** A fresh project that has installed this package as npm would publish it. */
export class Consumer {
  private constructor(private readonly folder: string) {}

  static async create(): Promise<Consumer> {
    const folder = mkdtempSync(join(tmpdir(), "consumer-"));
    const consumer = new Consumer(folder);
    await execute("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: repository });
    const tarball = readdirSync(folder).find((file) => file.endsWith(".tgz")) ?? "";
    consumer.write("package.json", JSON.stringify({ name: "consumer", private: true }));
    // Its own dependencies come from npm; the SDK, which is large, is the one that is here.
    const flags = ["--omit=peer", "--prefer-offline", "--no-audit", "--no-fund", "--silent"];
    await execute("npm", ["install", `./${tarball}`, ...flags], { cwd: folder });
    mkdirSync(join(folder, "node_modules", "@types"), { recursive: true });
    for (const part of ["@pulumi", "@types/node"]) {
      symlinkSync(join(repository, "node_modules", part), join(folder, "node_modules", part));
    }
    return consumer;
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
    const { stdout } = await execute(process.execPath, [file], { cwd: this.folder });
    return JSON.parse(stdout);
  }

  /** Compiles the project with the compiler that is here; fails with what that says. */
  async compile(): Promise<void> {
    const compiler = join(repository, "node_modules", "typescript", "bin", "tsc");
    await execute(process.execPath, [compiler, "-p", "."], { cwd: this.folder }).catch(({ stdout }) => {
      throw new Error(`the compiler said:\n${stdout}`);
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
