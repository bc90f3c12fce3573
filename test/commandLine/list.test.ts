import assert from "node:assert/strict";
import { CommandLine } from "../support/commandLine";
import { addJobs } from "../support/sweepJobs";
import { calls, PLACE, withFake } from "../support/withFake";

describe("the list command", function () {
  this.timeout(30_000).slow(5_000);
  const fake = withFake();
  const command = new CommandLine(fake);

  it("prints a table of jobs in every state", async () => {
    addJobs(fake(), { prefix: "train", count: 1, displayName: "Train" });
    addJobs(fake(), { prefix: "old", count: 1, state: "PIPELINE_STATE_FAILED" });
    const { code, stdout, stderr } = await command.run(["list"]);
    assert.deepEqual([code, stderr], [0, ""]);
    const [head = "", ...rows] = stdout.trimEnd().split("\n");
    assert.match(head, /^NAME +REGION +DISPLAY NAME +AGE +STATE$/);
    assert.equal(rows.length, 2);
    assert.match(rows.join("\n"), /^train-1 +us-central1 +Train +\d+s +PIPELINE_STATE_RUNNING$/m);
  });

  it("selects and excludes jobs in several regions", async () => {
    addJobs(fake(), { prefix: "a", count: 2, labels: { env: "pr-7" } });
    addJobs(fake(), { prefix: "b", count: 1, labels: { env: "pr-7", keep: "yes" } });
    addJobs(fake(), { prefix: "c", count: 1, labels: { env: "pr-7" }, region: "europe-west4" });
    addJobs(fake(), { prefix: "d", count: 1 });
    const locations = ["--region", PLACE.region, "--region", "europe-west4"];
    const selector = ["--label", "env=pr-7", "--exclude-label", "keep=*"];
    const { stdout } = await command.run(["list", ...selector, ...locations, "--output", "ndjson"]);
    const rows = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(rows.map(({ name }) => name.split("/").pop()).sort(), ["a-1", "a-2", "c-1"]);
  });

  it("accepts every selector condition as an option", async () => {
    const scheduleName = "projects/p/locations/us-central1/schedules/1";
    const options = [
      "--display-name",
      "tr*",
      "--pipeline-name",
      "n",
      "--template-uri",
      "u",
      "--schedule-name",
      scheduleName,
    ];
    const times = ["--created-before", "2030-01-01T00:00:00Z", "--created-after", "2020-01-01T00:00:00Z"];
    const others = [
      "--service-account",
      "a@b.c",
      "--state",
      "PIPELINE_STATE_RUNNING",
      "--older-than",
      "1s",
      "--filter",
      "labels.a:*",
    ];
    const { code } = await command.run(["list", ...options, ...times, ...others, "--exclude-older-than", "6h"]);
    assert.equal(code, 0);
    const [{ query } = { query: undefined }] = fake().requests;
    const filter = JSON.stringify(query);
    for (const part of ["display_name", "pipeline_name", "template_uri", "state=", "create_time<", "(labels.a:*)"]) {
      assert.ok(filter.includes(part), `${part} is not in ${filter}`);
    }
  });

  it("prints JSON and CSV", async () => {
    const [name] = addJobs(fake(), { prefix: "train", count: 1, displayName: 'say "a", b' });
    const json = await command.run(["list", "--output", "json"]);
    const [job] = JSON.parse(json.stdout);
    assert.deepEqual(
      [job.name, job.region, job.displayName, job.state],
      [name, PLACE.region, 'say "a", b', "PIPELINE_STATE_RUNNING"],
    );
    const csv = await command.run(["list", "--output", "csv"]);
    assert.match(
      csv.stdout,
      /^name,kind,region,displayName,state,.*\n.*train-1,pipelineJobs,us-central1,"say ""a"", b",PIPELINE_STATE_RUNNING,/,
    );
  });

  it("replaces control characters in display names", async () => {
    addJobs(fake(), { prefix: "train", count: 1, displayName: "a\u001b[2Jb" });
    const { stdout } = await command.run(["list"]);
    assert.match(stdout, /a\?\[2Jb/);
  });

  it("prints no table and an empty JSON list when no job matches", async () => {
    assert.deepEqual(await command.run(["list"]), { code: 0, stdout: "", stderr: "no job matches\n" });
    assert.equal((await command.run(["list", "--output", "json"])).stdout, "[]\n");
  });

  it("lists at most --limit jobs and says that there are more", async () => {
    addJobs(fake(), { prefix: "train", count: 3 });
    const { stdout, stderr } = await command.run(["list", "--limit", "2", "--output", "ndjson"]);
    assert.equal(stdout.trimEnd().split("\n").length, 2);
    assert.equal(stderr, "only the first 2 are listed: --limit lists more\n");
  });

  describe("with --fail-if-active", () => {
    it("exits 3 when a job is active and 0 when none is", async () => {
      addJobs(fake(), { prefix: "old", count: 1, state: "PIPELINE_STATE_SUCCEEDED" });
      assert.equal((await command.run(["list", "--fail-if-active"])).code, 0);
      addJobs(fake(), { prefix: "train", count: 1 });
      const { code, stdout } = await command.run(["list", "--fail-if-active", "--output", "ndjson"]);
      assert.equal(code, 3);
      assert.match(stdout, /train-1/);
      assert.doesNotMatch(stdout, /old-1/);
    });

    it("finds an active job beyond --limit", async () => {
      addJobs(fake(), { prefix: "train", count: 1 });
      addJobs(fake(), { prefix: "old", count: 3, state: "PIPELINE_STATE_FAILED" });
      const states = ["--state", "PIPELINE_STATE_RUNNING", "--state", "PIPELINE_STATE_FAILED"];
      assert.equal((await command.run(["list", "--fail-if-active", ...states, "--limit", "1"])).code, 3);
    });
  });

  it("exits with the usual code when no process reads its output", async () => {
    addJobs(fake(), { prefix: "train", count: 2 });
    const running = command.start(["list", "--fail-if-active"]);
    running.stopReading();
    const { code, stderr } = await running.ended();
    assert.deepEqual([code, stderr], [3, ""]);
  });

  it("cancels no job", async () => {
    addJobs(fake(), { prefix: "train", count: 1 });
    await command.run(["list", "--all"]);
    assert.deepEqual(calls(fake()), ["pipelineJobs.list"]);
  });
});
