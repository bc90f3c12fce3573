import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CONDITIONS } from "../../src/commandLine/conditions";
import { EXIT_CODES } from "../../src/commandLine/exitCodes";
import { FIELD_CHECKS } from "../../src/vertex/selection/fieldChecks";
import { CommandLine } from "../support/commandLine";
import { repository } from "../support/repository";
import { addJobs } from "../support/sweepJobs";
import { withFake } from "../support/withFake";

describe("pulumi-vertex-jobs", function () {
  this.timeout(30_000).slow(5_000);
  const fake = withFake({ timeToCancelMs: 300 });
  const command = new CommandLine(fake);

  it("prints help with examples and every exit code", async () => {
    const { code, stdout, stderr } = await command.run(["--help"]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /Examples:\n/);
    for (const [exitCode, meaning] of EXIT_CODES)
      assert.ok(stdout.includes(`\n  ${String(exitCode).padEnd(4)} ${meaning}\n`));
  });

  it("prints help for a command with grouped options", async () => {
    const { stdout } = await command.run(["stop", "--help"]);
    assert.match(stdout, /Which jobs:\n +--name <name>[\s\S]*Which not, after all:\n +--exclude-name <name>/);
    assert.match(stdout, /--timeout <duration> +how long to wait \(default: 30m\)/);
    const list = await command.run(["list", "--help"]);
    assert.match(list.stdout, /--timeout <duration> +how long to retry \(default: 5m\)/);
  });

  it("has an option for every selector condition", () => {
    const fields = [...CONDITIONS.map(({ field }) => field), "allJobs"];
    assert.deepEqual(fields.sort(), Object.keys(FIELD_CHECKS).sort());
  });

  it("has every exit code in the README table", () => {
    const readme = readFileSync(join(repository, "README.md"), "utf8");
    for (const [code] of EXIT_CODES) assert.ok(readme.includes(`\n| \`${code}\` | `), String(code));
  });

  it("prints the package version", async () => {
    const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
    assert.equal((await command.run(["--version"])).stdout, `${version}\n`);
  });

  for (const shell of ["bash", "zsh", "fish"]) {
    it(`prints a completion script for ${shell}`, async () => {
      const { code, stdout } = await command.run(["completion", shell]);
      assert.equal(code, 0);
      assert.match(stdout, /pulumi-vertex-jobs/);
      if (shell === "bash") assert.equal(spawnSync("bash", ["-n"], { input: stdout }).status, 0);
    });
  }

  it("completes options and their values", async () => {
    const options = await command.run(["complete", "--", "stop", "--exclude-l"]);
    assert.match(options.stdout, /^--exclude-label/m);
    const states = await command.run(["complete", "--", "list", "--state", ""]);
    assert.match(states.stdout, /^PIPELINE_STATE_RUNNING/m);
  });

  it("loads no Pulumi module when it stops jobs", async () => {
    addJobs(fake(), { prefix: "train", count: 1 });
    const env = { NODE_OPTIONS: `--require ${join(__dirname, "loadedModules.cjs")}` };
    const { code, stderr } = await command.run(["stop", "--all", "--yes", "--pause-schedules"], env);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^loaded \d{2,} modules, of Pulumi: \[\]$/m);
  });
});
