import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const repository = join(__dirname, "..", "..");

/** A folder with the scripts of this repository, on a machine that has the programs a test gives it and no network. */
export class ScratchClone {
  readonly folder = mkdtempSync(join(tmpdir(), "scratch-clone-"));
  readonly machineBin = join(this.folder, "machine-bin");
  /** What `fetch` does in the scripts: an expression over its arguments `url` and `options`. */
  fetch = `Promise.reject(new TypeError("fetch failed"))`;

  constructor() {
    for (const path of ["scripts", "tools", "package.json"]) {
      cpSync(join(repository, path), join(this.folder, path), { recursive: true });
    }
    mkdirSync(this.machineBin);
    symlinkSync(process.execPath, join(this.machineBin, "node"));
  }

  linkNodeModules(): void {
    symlinkSync(join(repository, "node_modules"), join(this.folder, "node_modules"));
  }

  /** Writes a shell script, by its path below the folder. */
  writeProgram(path: string, script: string): void {
    this.writeFile(path, `#!/bin/sh\n${script}\n`);
    chmodSync(join(this.folder, path), 0o755);
  }

  writeFile(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** Runs statements of an ES module in the folder. Paths in its output are relative to the folder. */
  runModule(source: string): { code: number | null; stdout: string; stderr: string } {
    const fakeFetch = `data:text/javascript,${encodeURIComponent(`globalThis.fetch = (url, options) => ${this.fetch};`)}`;
    const { status, stdout, stderr } = spawnSync("node", ["--input-type=module", "-e", source], {
      cwd: this.folder,
      encoding: "utf8",
      env: { PATH: `${this.machineBin}:/usr/bin:/bin`, NODE_OPTIONS: `--import ${fakeFetch}` },
    });
    const relative = (text: string) => text.replaceAll(`${this.folder}/`, "");
    return { code: status, stdout: relative(stdout), stderr: relative(stderr) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
