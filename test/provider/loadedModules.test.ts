import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { repository } from "../support/repository";

describe("the provider module", function () {
  this.timeout(20_000);

  /** Names of the packages that a process has loaded when it has run a script. */
  function loadedPackages(script: string): Set<string> {
    const print = "console.log(JSON.stringify(Object.keys(require.cache)))";
    const args = ["--require", "tsx/cjs", "-e", `${script};${print}`];
    const files = JSON.parse(execFileSync(process.execPath, args, { cwd: repository, encoding: "utf8" })) as string[];
    return new Set(files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []));
  }
  const at = (module: string) => JSON.stringify(join(repository, "src", module));

  it("loads Google's authentication library on the first API call and not for check or diff", () => {
    assert.ok(!loadedPackages(`require(${at("dynamic/index")})`).has("google-auth-library"));
    const connect = `const { Settings } = require(${at("provider/connection/settings")});
      require(${at("provider/connection/sharedVertexAi")}).vertexAiOf(new Settings(undefined, {}), new AbortController())`;
    assert.ok(loadedPackages(connect).has("google-auth-library"));
  });
});
