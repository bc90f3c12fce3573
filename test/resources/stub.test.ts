import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stubOf } from "../../src/resources/stub";

describe("the stub", () => {
  const text = stubOf("PipelineJobCancellation");

  it("has at most 600 bytes", () => {
    assert.ok(Buffer.byteLength(text) <= 600, `${Buffer.byteLength(text)} bytes`);
  });

  it("is what it was when the first state was written with it", () => {
    assert.equal(createHash("sha256").update(text).digest("hex"), STUB_SHA256);
  });

  describe("where the package is not installed", () => {
    /** Runs a method of the stub in an empty folder and tells what it throws. */
    function failureOf(method: string, ...args: unknown[]): string {
      const folder = mkdtempSync(join(tmpdir(), "stub-"));
      const program = `
        const exports = {};
        new Function("exports", ${JSON.stringify(text)})(exports);
        exports.handler().${method}(...${JSON.stringify(args)}).catch((error) => console.log(error.message, error.stack));`;
      try {
        return execFileSync(process.execPath, ["-e", program], { cwd: folder, encoding: "utf8" });
      } finally {
        rmSync(folder, { recursive: true });
      }
    }

    it("decides a delete that has nothing to do by itself", () => {
      assert.equal(failureOf("delete", "id", { cancelOn: ["create"] }), "");
    });

    it("says so in a sentence, without a stack", () => {
      for (const message of [failureOf("delete", "id", { cancelOn: ["delete"] }), failureOf("create", {})]) {
        assert.match(
          message,
          /^pulumi-vertex-pipeline-jobs is not installed \(or built\) in .*: run npm install \(npm run build\)\. /,
        );
        assert.equal(message.trim().split("\n").length, 1);
      }
    });
  });
});

/** A change of the text is a change of every resource in every state, and of what old state runs. */
const STUB_SHA256 = "39c74198965bc43c71164249b23ff04e128997361e358dbd4926118ce610fbdb";
