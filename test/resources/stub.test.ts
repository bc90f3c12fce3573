import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stubOf } from "../../src/resources/stub";

describe("the stub", () => {
  const text = stubOf("PipelineJobCancellation");

  /** Runs a method of the stub in a folder, with what a process has as its first argument, and tells what it prints. */
  function run(folder: string, method: string, args: unknown[], main = "-"): string {
    const program = `
      const exports = {};
      new Function("exports", "require", ${JSON.stringify(text)})(exports, require);
      exports.handler().${method}(...${JSON.stringify(args)})
        .then((value) => value && console.log(value), (error) => console.log(error.message, error.stack));`;
    return execFileSync(process.execPath, ["-e", program, main], { cwd: folder, encoding: "utf8" });
  }

  function inFolder<T>(use: (folder: string) => T): T {
    const folder = mkdtempSync(join(tmpdir(), "stub-"));
    try {
      return use(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  function install(folder: string, name: string, says: string): void {
    const root = join(folder, "node_modules", "pulumi-vertex-jobs");
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, "package.json"), JSON.stringify({ name, exports: { "./provider": "./provider.js" } }));
    writeFileSync(join(root, "provider.js"), `exports.handle = () => ${JSON.stringify(says)};`);
  }

  it("loads the package from the stack's folder or else from the SDK's folder", () =>
    inFolder((folder) => {
      const [stack, store] = [join(folder, "stack"), join(folder, "store")];
      for (const one of [stack, store]) mkdirSync(one);
      install(store, "pulumi-vertex-jobs", "from the store");
      const sdk = join(store, "node_modules", "@pulumi", "pulumi", "cmd", "dynamic-provider", "index.js");
      assert.equal(run(stack, "create", [{}], sdk).trim(), "from the store");
      install(stack, "pulumi-vertex-jobs", "from the stack");
      assert.equal(run(stack, "create", [{}], sdk).trim(), "from the stack");
    }));

  it("says what to do in a clone that is not built", () =>
    inFolder((folder) => {
      const clone = { name: "pulumi-vertex-jobs", exports: { "./provider": "./dist/provider/index.js" } };
      writeFileSync(join(folder, "package.json"), JSON.stringify(clone));
      assert.match(
        run(folder, "create", [{}]),
        /^cannot load pulumi-vertex-jobs in .*: Cannot find .*\. Run npm run build/,
      );
    }));

  it("has at most 600 bytes", () => {
    assert.ok(Buffer.byteLength(text) <= 600, `${Buffer.byteLength(text)} bytes`);
  });

  it("has the same hash as in the first recorded state", () => {
    assert.equal(createHash("sha256").update(text).digest("hex"), STUB_SHA256);
  });

  describe("without an installed package", () => {
    /** Runs a method of the stub in an empty folder and tells what it throws. */
    function failureOf(method: string, ...args: unknown[]): string {
      return inFolder((folder) => run(folder, method, args));
    }

    it("handles a delete that stops nothing", () => {
      assert.equal(failureOf("delete", "id", { cancelOn: ["create"] }), "");
    });

    it("reports the missing package in one line without a stack trace", () => {
      for (const message of [failureOf("delete", "id", { cancelOn: ["delete"] }), failureOf("create", {})]) {
        assert.match(
          message,
          /^cannot load pulumi-vertex-jobs in .*: Cannot find module 'pulumi-vertex-jobs\/provider'\. Install it there; do not bundle it/,
        );
        assert.equal(message.trim().split("\n").length, 1);
      }
    });
  });
});

/** A change of the text is a change of every resource in every state, and of what old state runs. */
const STUB_SHA256 = "326d9331e96df28cea8c6bcadf6ca65d697ab4740ffcd6968f797dcac72405fe";
