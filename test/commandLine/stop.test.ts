import assert from "node:assert/strict";
import { CommandLine } from "../support/commandLine";
import { activeIds, addJobs, cancelledNames } from "../support/sweepJobs";
import { calls, PLACE, withFake } from "../support/withFake";

describe("the stop command", function () {
  this.timeout(60_000).slow(10_000);
  const fake = withFake({ timeToCancelMs: 500 });
  const command = new CommandLine(fake);
  const rowsOf = (stdout: string): Record<string, string>[] => JSON.parse(stdout);

  it("lists the jobs to stop, stops none, and exits 3 without --yes", async () => {
    addJobs(fake(), { prefix: "train", count: 2, displayName: "Train" });
    addJobs(fake(), { prefix: "old", count: 1, state: "PIPELINE_STATE_FAILED" });
    const { code, stdout, stderr } = await command.run(["stop", "--all", "--max", "1"]);
    assert.equal(code, 3);
    assert.match(stdout, /^NAME +REGION +DISPLAY NAME +AGE +STATE +OUTCOME\n/);
    assert.match(stdout, /^train-1 +us-central1 +Train +\d+s +PIPELINE_STATE_RUNNING +WOULD_STOP$/m);
    assert.equal(stderr, "would stop 2 jobs, which is refused: --max is 1; nothing was stopped: --yes does it\n");
    assert.deepEqual(calls(fake()), ["pipelineJobs.list"]);
  });

  it("exits 0 when no job is active", async () => {
    addJobs(fake(), { prefix: "old", count: 1, state: "PIPELINE_STATE_FAILED" });
    for (const args of [
      ["stop", "--all"],
      ["stop", "--all", "--yes"],
    ]) {
      assert.deepEqual(await command.run(args), { code: 0, stdout: "", stderr: "no active job matches\n" });
    }
  });

  it("stops selected jobs, ignores excluded jobs, and prints the outcome of each job", async () => {
    const [chosen] = addJobs(fake(), { prefix: "a", count: 1, labels: { env: "pr-7" }, displayName: "A" });
    addJobs(fake(), { prefix: "kept", count: 1, labels: { env: "pr-7", keep: "yes" } });
    addJobs(fake(), { prefix: "other", count: 1 });
    const selector = ["--label", "env=pr-7", "--exclude-label", "keep=*"];
    const { code, stdout, stderr } = await command.run(["stop", ...selector, "--yes", "--output", "json"]);
    assert.equal(code, 0);
    const [row, ...more] = rowsOf(stdout);
    assert.equal(more.length, 0);
    assert.deepEqual(
      [row?.name, row?.displayName, row?.state, row?.outcome],
      [chosen, "A", "PIPELINE_STATE_CANCELLED", "CANCELLED"],
    );
    assert.ok(row?.createTime);
    assert.match(stderr, /^0 of 1 jobs stopped\n1 of 1 jobs stopped\n1 job stopped, 1 of them by cancellation\n$/);
    assert.deepEqual(cancelledNames(fake()), [chosen]);
  });

  it("stops 1,000 jobs with at most 90 requests", async () => {
    addJobs(fake(), { prefix: "train", count: 1_000 });
    const { code, stdout } = await command.run(["stop", "--all", "--max", "1000", "--yes", "--output", "csv"]);
    assert.equal(code, 0);
    assert.equal(stdout.match(/,CANCELLED$/gm)?.length, 1_000);
    assert.ok(fake().requests.length <= 90, `${fake().requests.length} requests`);
  });

  it("cancels nothing and exits 3 when more than --max jobs match", async () => {
    addJobs(fake(), { prefix: "train", count: 3 });
    const { code, stderr } = await command.run(["stop", "--all", "--max", "2", "--yes"]);
    assert.equal(code, 3);
    assert.match(stderr, /^pulumi-vertex-jobs: 3 jobs match, and --max is 2: .*\. Nothing was cancelled: narrow/);
    assert.deepEqual(cancelledNames(fake()), []);
  });

  it("sends all cancellations and exits 3 without waiting for the jobs with --no-wait", async () => {
    addJobs(fake(), { prefix: "train", count: 40, timeToCancelMs: 600_000 });
    const { code, stdout, stderr } = await command.run(["stop", "--all", "--yes", "--no-wait", "--output", "json"]);
    assert.equal(code, 3);
    assert.equal(stderr, "asked 40 jobs to stop; cancellation goes on at the server\n");
    const told = new Set(rowsOf(stdout).map(({ state, outcome }) => `${state} ${outcome}`));
    assert.deepEqual(told, new Set(["PIPELINE_STATE_CANCELLING REQUESTED"]));
  });

  it("exits 4 after --timeout and prints the last known states", async () => {
    addJobs(fake(), { prefix: "train", count: 1, timeToCancelMs: 600_000 });
    const { code, stdout, stderr } = await command.run(["stop", "--all", "--yes", "--timeout", "1s"]);
    assert.equal(code, 4);
    assert.match(stdout, /train-1 .*PIPELINE_STATE_CANCELLING +ACTIVE\n$/);
    assert.match(
      stderr,
      /jobs: timed out after 1s waiting for 1 job to stop: .*\. Cancellation goes on at the server\. Run the same/,
    );
  });

  it("fails with --require-cancelled when a job ends by itself", async () => {
    const [name = ""] = addJobs(fake(), { prefix: "train", count: 1, timeToCancelMs: 600_000 });
    const running = command.start(["stop", "--all", "--yes", "--require-cancelled"]);
    await running.printed(/0 of 1/);
    fake().setPipelineJobState(name, "PIPELINE_STATE_SUCCEEDED");
    const { code, stdout, stderr } = await running.ended();
    assert.equal(code, 1);
    assert.match(stdout, /PIPELINE_STATE_SUCCEEDED +COMPLETED\n$/);
    assert.match(stderr, /1 of 1 job ended by themselves although .*--require-cancelled is set: projects\/p\//);
  });

  it("pauses matching schedules with --yes and only names them without it", async () => {
    const labels = { env: "pr-7" };
    fake().addSchedule({ ...PLACE, scheduleId: "1", cron: "0 0 1 1 *", pipelineJob: { pipelineSpec: {}, labels } });
    const args = ["stop", "--label", "env=pr-7", "--pause-schedules"];
    const paused = () => fake().requestsOf("schedules.pause").length;
    const dry = await command.run(args);
    assert.match(dry.stderr, /^would pause projects\/p\/locations\/us-central1\/schedules\/1\n/);
    assert.equal(paused(), 0);
    const real = await command.run([...args, "--yes"]);
    assert.match(real.stderr, /^paused projects\/p\/locations\/us-central1\/schedules\/1\n/);
    assert.equal(paused(), 1);
  });

  for (const [signal, exitCode] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    it(`stops waiting on ${signal}, says that cancellation continues on the server, and exits ${exitCode}`, async () => {
      addJobs(fake(), { prefix: "train", count: 2, timeToCancelMs: 600_000 });
      const running = command.start(["stop", "--all", "--yes"]);
      await running.printed(/0 of 2/);
      while (fake().requestsOf("pipelineJobs.list").length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
      await new Promise((resolve) => setTimeout(resolve, 200));
      running.kill(signal);
      const { code, stdout, stderr } = await running.ended();
      assert.equal(code, exitCode);
      assert.match(stdout, /ACTIVE\n/);
      assert.match(stderr, /interrupted: 0 of 2 jobs stopped, cancellation of 2 goes on at the server; run the same/);
      assert.equal(activeIds(fake()).length, 2);
    });
  }
});
