import assert from "node:assert/strict";
import { CommandLine, TOKEN } from "../support/commandLine";
import { activeIds, addJobs } from "../support/sweepJobs";
import { PLACE, withFake } from "../support/withFake";

const LISTING =
  "cannot list projects/p/locations/us-central1/pipelineJobs: HTTP 429 RESOURCE_EXHAUSTED: Quota exceeded ";

describe("the command line while the service asks to come back later", function () {
  this.timeout(60_000).slow(10_000);
  const fake = withFake({ timeToCancelMs: 300 });
  const command = new CommandLine(fake);
  const busy = (apiMethod: string, times?: number) =>
    fake().addFault({ apiMethod, fault: { status: 429 }, ...(times && { times }) });

  for (const args of [["list"], ["list", "--fail-if-active"], ["stop", "--all"], ["stop", "--all", "--yes"]]) {
    it(`says why it waits, and exits 4 after --timeout: ${args.join(" ")}`, async () => {
      addJobs(fake(), { prefix: "train", count: 1 });
      busy("pipelineJobs.list");
      const { code, stdout, stderr } = await command.run([...args, "--timeout", "1s"]);
      assert.deepEqual([code, stdout], [4, ""]);
      const [waiting = "", failure = "", ...others] = stderr.trimEnd().split("\n");
      assert.deepEqual(others, []);
      assert.ok(waiting.startsWith(LISTING), waiting);
      assert.match(waiting, /; retrying for up to 1s$/);
      assert.ok(failure.startsWith(`pulumi-vertex-jobs: timed out after 1s: ${LISTING}`), failure);
      assert.match(failure, /\. Run the same command again, or raise --timeout$/);
      assert.ok(!stderr.includes(TOKEN));
    });
  }

  it("says within which time list retries by default", async () => {
    busy("pipelineJobs.list", 1);
    assert.match((await command.run(["list"])).stderr, /; retrying for up to 5m\nno job matches\n$/);
  });

  it("prints one line for several retries within 5 seconds", async () => {
    addJobs(fake(), { prefix: "train", count: 1 });
    busy("pipelineJobs.list", 3);
    const { code, stderr } = await command.run(["list"]);
    assert.equal(code, 0);
    assert.equal(stderr.match(/; retrying for up to /g)?.length, 1);
    assert.equal(fake().requestsOf("pipelineJobs.list").length, 4);
  });

  it("says why it waits before it pauses schedules", async () => {
    const labels = { env: "pr-7" };
    fake().addSchedule({ ...PLACE, scheduleId: "1", cron: "0 0 1 1 *", pipelineJob: { pipelineSpec: {}, labels } });
    busy("schedules.list", 1);
    busy("schedules.pause", 1);
    const { code, stderr } = await command.run(["stop", "--label", "env=pr-7", "--pause-schedules", "--yes"]);
    assert.equal(code, 0);
    assert.match(
      stderr,
      /^cannot list projects\/p\/locations\/us-central1\/schedules: HTTP 429 .*; retrying for up to 30m/m,
    );
  });

  it("says why it waits between lines of progress", async () => {
    addJobs(fake(), { prefix: "train", count: 1 });
    busy("pipelineJobs.cancel", 1);
    const { code, stderr } = await command.run(["stop", "--all", "--yes"]);
    assert.equal(code, 0);
    assert.match(stderr, /^0 of 1 jobs stopped\ncannot cancel .*: HTTP 429 .*; retrying for up to \d+m.*\n1 of 1 jobs/);
    assert.deepEqual(activeIds(fake()), []);
  });

  it("says why it waits above the progress bar", async () => {
    addJobs(fake(), { prefix: "train", count: 1 });
    busy("pipelineJobs.cancel", 1);
    const { code, stdout } = await command.startInTerminal(["stop", "--all", "--yes"], 80).ended();
    assert.equal(code, 0);
    const [before = "", after = ""] = stdout.split(
      /cannot cancel [^\r\n]*: HTTP 429 [^\r\n]*; retrying for up to \d+m\d*s?\r\n/,
    );
    assert.match(before, /░ 0 of 1 jobs stopped/);
    assert.match(after, /░ 0 of 1 jobs stopped/);
    assert.match(after, /1 job stopped, 1 of them by cancellation\r\n$/);
    assert.equal(stdout.match(/retrying/g)?.length, 1);
  });

  for (const timeout of ["0s", "5", "-1m", "6 apples"]) {
    it(`refuses --timeout ${timeout} in both commands before any request`, async () => {
      for (const args of [["list"], ["stop", "--all"]]) {
        const { code, stderr } = await command.run([...args, `--timeout=${timeout}`]);
        assert.equal(code, 64);
        assert.match(stderr, /^pulumi-vertex-jobs: --timeout must be more than zero, such as "30m"\n$/);
      }
      assert.deepEqual(fake().requests, []);
    });
  }

  it("refuses a second --timeout of list", async () => {
    const { code, stderr } = await command.run(["list", "--timeout", "1s", "--timeout", "2s"]);
    assert.deepEqual([code, stderr], [64, "pulumi-vertex-jobs: --timeout is given twice\n"]);
  });
});
