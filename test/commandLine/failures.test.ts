import assert from "node:assert/strict";
import { CommandLine, TOKEN } from "../support/commandLine";
import { addJobs } from "../support/sweepJobs";
import { withFake } from "../support/withFake";

const ANY = ["stop", "--all", "--yes"];

describe("a failing command", function () {
  this.timeout(60_000).slow(5_000);
  const fake = withFake();
  const command = new CommandLine(fake);

  const BAD: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
    [[], /give a command: list or stop, or --help$/],
    [["lisst"], /unknown command 'lisst' \(Did you mean list\?\)$/],
    [["help", "lisst"], /there is no such command to explain: there are list and stop$/],
    [[...ANY, "--wings"], /unknown option '--wings'$/],
    [[...ANY, "more"], /too many arguments for 'stop'/],
    [["stop", "--yes"], /the selector must have a condition, or --all to select every job$/],
    [
      [...ANY, "--label", "env=pr-7", "--display-name", "a"],
      /--all can't be given together with --label, --display-name$/,
    ],
    [[...ANY, "--no-wait", "--require-cancelled"], /'--require-cancelled' cannot be used with option '--no-wait'$/],
    [[...ANY, "--no-wait", "--delete"], /'--delete' cannot be used with option '--no-wait'$/],
    [
      ["stop", "--yes", "--pause-schedules", "--filter", "a=1"],
      /--pause-schedules can't be set beside --filter: only the server/,
    ],
    [["stop", "--yes", "--older-than", "6 apples"], /--older-than must be a duration of more than zero/],
    [["stop", "--yes", "--display-name", "a", "--display-name", "b"], /--display-name is given twice$/],
    [["list", "--label", "env=a", "--label", "env=b"], /--label gives env twice$/],
    [["stop", "--yes", "--label", "env"], /--label must look like env=pr-7, and not like env$/],
    [["stop", "--yes", "--label", "env="], /--label env= has no value: is a variable not set\?$/],
    [["list", "--all", "--exclude-label", "keep="], /--exclude-label keep= has no value: is a variable not set\?$/],
    [["list", "--fail-if-active", "--label", "env=PR-7"], /--label env must have only lowercase .*: write "pr-7"$/],
    [["stop", "--all", "--exclude-label", "Env=a"], /--exclude-label Env must have only lowercase .*: write "env"$/],
    [["stop", "--yes", "--pipeline-name", "a*"], /--pipeline-name can't have wildcards: only --display-name can$/],
    [[...ANY, "--exclude-label", "env=a*"], /--exclude-label env can't have a wildcard in it/],
    [
      [...ANY, "--max", "0", "--requests-per-minute", "few", "--timeout", "6 apples"],
      /--max must be a whole number above 0; --requests-per-minute must be a whole number above 0; --timeout must be more than/,
    ],
    [[...ANY, "--region", "Mars"], /--region must look like us-central1$/],
    [[...ANY, "--region", "us-central1-a"], /--region is a zone: its region is us-central1$/],
    [["list", "--limit", "many"], /--limit must be a whole number above 0$/],
    [["list", "--output", "xml"], /'xml' is invalid\. Allowed choices are table, json, ndjson, csv\.$/],
    [["list", "--endpoint", "http://127.0.0.1"], /--endpoint is not an endpoint with a version and a trailing slash/],
  ];
  for (const [args, sentence] of BAD) {
    it(`exits 64, prints one sentence, and sends no request for: ${args.join(" ") || "no arguments"}`, async () => {
      const { code, stdout, stderr } = await command.run(args);
      assert.equal(code, 64, stderr);
      assert.equal(stdout, "");
      const [line = "", ...others] = stderr.trimEnd().split("\n");
      assert.deepEqual(others, []);
      assert.match(line, /^pulumi-vertex-jobs: /);
      assert.match(line, sentence);
      assert.deepEqual(fake().requests, []);
    });
  }

  it("exits 64 without a project and names the option and the variable", async () => {
    const { code, stderr } = await command.run(["list"], { GOOGLE_PROJECT: "" });
    assert.equal(code, 64);
    assert.match(stderr, /--project is missing: give it, or set GOOGLE_PROJECT\n$/);
  });

  it("exits 5 without permission and names the permission", async () => {
    addJobs(fake(), { prefix: "train", count: 1 });
    fake().addFault({ apiMethod: "pipelineJobs.list", fault: { status: 403 } });
    const { code, stdout, stderr } = await command.run(["list"]);
    assert.deepEqual([code, stdout], [5, ""]);
    assert.match(stderr, /HTTP 403 .* \(needs aiplatform\.pipelineJobs\.list\)\. Grant that permission, which roles/);
  });

  it("exits 5 without credentials", async () => {
    const env = { GOOGLE_OAUTH_ACCESS_TOKEN: "", GOOGLE_APPLICATION_CREDENTIALS: "/nowhere.json" };
    const { code, stderr } = await command.run(["list"], env);
    assert.equal(code, 5, stderr);
    assert.match(stderr, /\. Set GOOGLE_CREDENTIALS or GOOGLE_OAUTH_ACCESS_TOKEN, or run `gcloud auth/);
    assert.equal(stderr.trimEnd().split("\n").length, 1);
  });

  it("exits 1 when the server refuses the request", async () => {
    fake().addFault({ apiMethod: "pipelineJobs.list", fault: { status: 400 } });
    const { code, stderr } = await command.run([...ANY]);
    assert.equal(code, 1);
    assert.match(stderr, /^pulumi-vertex-jobs: cannot list .*HTTP 400/);
    assert.ok(!stderr.includes(TOKEN) && !/^ +at /m.test(stderr));
  });
});
