import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FakeVertexAi } from "../../src/testing";
import { codeBlocksOf } from "./codeBlocks";
import { pulumiEnvironment } from "./pulumiEnvironment";

/** The `sh` blocks of a document, or of what stands under one of its headings. */
export function shellBlocksOf(document: string, heading?: string): string[] {
  return codeBlocksOf(document, "sh", heading);
}

/** A shell in which the commands of a document run as its reader would type them, with the cloud's part taken by a fake. */
export class ReadersShell {
  readonly folder = mkdtempSync(join(tmpdir(), "reader-"));

  constructor() {
    for (const part of ["home", "state", "tmp"]) mkdirSync(join(this.folder, part));
  }

  /** Where the reader's project is. */
  get project(): string {
    return join(this.folder, "project");
  }

  /**
   * Runs blocks, one after the other, in one shell.
   *
   * @param preamble - what the shell reads first: functions in place of commands that must not run as they are.
   * @returns what they printed to stdout.
   * @throws Error with all that was printed, when a command fails.
   */
  run(blocks: readonly string[], fake: FakeVertexAi, preamble = ""): Promise<string> {
    const script = ["set -euo pipefail", preamble, ...blocks].join("\n");
    const env = {
      ...process.env,
      ...pulumiEnvironment(this.folder),
      // A reader says yes.
      PULUMI_SKIP_CONFIRMATIONS: "true",
      GOOGLE_VERTEX_AI_CUSTOM_ENDPOINT: fake.endpoint,
      GOOGLE_OAUTH_ACCESS_TOKEN: "reader",
      STAND_IN_GOOGLE_URL: fake.url,
    };
    return new Promise((resolve, reject) => {
      execFile("bash", ["-c", script], { cwd: this.project, env, maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
        if (error) reject(new Error(`a reader who followed it would see:\n${stdout}${stderr}`));
        else resolve(stdout);
      });
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
