import assert from "node:assert/strict";
import { join } from "node:path";
import { CommandLine } from "../support/commandLine";
import { Consumer } from "../support/consumer";
import { repository } from "../support/repository";
import { activeIds, addJobs } from "../support/sweepJobs";
import { withFake } from "../support/withFake";

describe("the installed pulumi-vertex-jobs command", function () {
  this.timeout(120_000).slow(10_000);
  const consumer = new Consumer();
  const fake = withFake({ timeToCancelMs: 1_000 });
  const command = new CommandLine(fake, () => [consumer.command("pulumi-vertex-jobs")]);

  before(() => consumer.install());
  after(() => consumer.remove());

  it("lists jobs and exits with code 3 when --fail-if-active finds an active job", async () => {
    addJobs(fake(), { prefix: "train", count: 2, labels: { env: "pr-7" } });
    const { code, stdout } = await command.run(["list", "--label", "env=pr-7", "--fail-if-active"]);
    assert.equal(code, 3);
    assert.match(stdout, /^train-1 +us-central1 .*PIPELINE_STATE_RUNNING$/m);
  });

  it("stops 1,000 jobs with at most 90 requests and prints the outcome of each", async () => {
    addJobs(fake(), { prefix: "train", count: 1_000 });
    const { code, stdout } = await command.run(["stop", "--all", "--max", "1000", "--yes", "--output", "csv"]);
    assert.equal(code, 0);
    assert.equal(stdout.match(/,CANCELLED$/gm)?.length, 1_000);
    assert.ok(fake().requests.length <= 90, `${fake().requests.length} requests`);
  });

  it("shows a progress bar in a terminal and exits on Ctrl-C", async () => {
    addJobs(fake(), { prefix: "train", count: 2, timeToCancelMs: 600_000 });
    const running = command.startInTerminal(["stop", "--all", "--yes"]);
    await running.printed(/░+ 0 of 2 jobs stopped/);
    running.type("\u0003");
    const { code, stdout } = await running.ended();
    assert.equal(code, 130, stdout);
    assert.match(stdout, /goes on at the server/);
    assert.equal(activeIds(fake()).length, 2);
  });

  it("loads no Pulumi module", async () => {
    addJobs(fake(), { prefix: "train", count: 1 });
    const preload = join(repository, "test/commandLine/loadedModules.cjs");
    const { code, stderr } = await command.run(["stop", "--all", "--yes"], { NODE_OPTIONS: `--require ${preload}` });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^loaded \d{2,} modules, of Pulumi: \[\]$/m);
  });

  it("exits with code 64 on bad usage and with code 0 on --help and --version", async () => {
    for (const args of [["--help"], ["--version"], ["stop"]]) {
      const { code } = await command.run(args);
      assert.equal(code, args[0] === "stop" ? 64 : 0);
    }
  });
});
