import assert from "node:assert/strict";
import { join } from "node:path";
import { CommandLine } from "../support/commandLine";
import { activeIds, addJobs } from "../support/sweepJobs";
import { withFake } from "../support/withFake";

describe("the command line with an output that cannot be written", function () {
  this.timeout(60_000).slow(5_000);
  const fake = withFake({ timeToCancelMs: 200 });
  const command = new CommandLine(fake);
  const run = (args: readonly string[], stream: "stdout" | "stderr", code: string) =>
    command.run(args, {
      NODE_OPTIONS: `--require ${join(__dirname, "unwritableStream.cjs")}`,
      UNWRITABLE: `${stream} ${code}`,
    });

  beforeEach(() => addJobs(fake(), { prefix: "train", count: 2 }));

  const COMMANDS: readonly (readonly [args: readonly string[], said: string])[] = [
    [["list"], ""],
    [["list", "--output", "json"], ""],
    [["list", "--fail-if-active", "--output", "csv"], ""],
    [["stop", "--all"], "would stop 2 jobs; nothing was stopped: --yes does it\n"],
    [["completion", "bash"], ""],
    [["complete", "--", "stop", "--"], ""],
    [["--help"], ""],
    [["stop", "--help"], ""],
    [["--version"], ""],
  ];
  for (const [args, said] of COMMANDS) {
    it(`exits 1 and prints one sentence for a full disk: ${args.join(" ")}`, async () => {
      const { code, stdout, stderr } = await run(args, "stdout", "ENOSPC");
      assert.deepEqual([code, stdout], [1, ""]);
      const sentence =
        "pulumi-vertex-jobs: cannot write to stdout: ENOSPC: no space left on device, write. " +
        "Free some space there, or send the output elsewhere\n";
      assert.equal(stderr, `${sentence}${said}`);
    });
  }

  it("exits 1 and prints one sentence for a terminal that is gone", async () => {
    const { code, stderr } = await run(["list"], "stdout", "EIO");
    assert.equal(code, 1);
    assert.match(stderr, /^pulumi-vertex-jobs: cannot write to stdout: EIO: i\/o error, write\. Free [^\n]*\n$/);
  });

  it("prints the results and exits 1 when stderr cannot be written", async () => {
    const { code, stdout, stderr } = await run(["stop", "--all", "--output", "ndjson"], "stderr", "ENOSPC");
    assert.deepEqual([code, stderr], [1, ""]);
    assert.equal(stdout.trimEnd().split("\n").length, 2);
  });

  it("exits 0 when stderr cannot be written and there is nothing to say", async () => {
    assert.equal((await run(["list"], "stderr", "ENOSPC")).code, 0);
  });

  it("keeps the exit code of bad usage when stderr cannot be written", async () => {
    assert.equal((await run(["lisst"], "stderr", "ENOSPC")).code, 64);
  });

  for (const stream of ["stdout", "stderr"] as const) {
    it(`stops the jobs all the same when ${stream} cannot be written`, async () => {
      const { code, stderr } = await run(["stop", "--all", "--yes"], stream, "ENOSPC");
      assert.equal(code, 1);
      assert.doesNotMatch(stderr, /^ +at /m);
      assert.deepEqual(activeIds(fake()), []);
    });
  }

  for (const args of [["list"], ["stop", "--all", "--yes"], ["--help"]]) {
    it(`says nothing about a reader that has seen enough: ${args.join(" ")}`, async () => {
      const { code, stderr } = await run(args, "stdout", "EPIPE");
      assert.equal(code, 0);
      assert.doesNotMatch(stderr, /EPIPE|cannot write/);
    });
  }

  it("prints one sentence and no stack trace for the full device", async () => {
    const running = command.startInShell(["list"], "> /dev/full");
    const { code, stderr } = await running.ended();
    assert.equal(code, 1);
    assert.match(stderr, /^pulumi-vertex-jobs: cannot write to stdout: ENOSPC[^\n]*\n$/);
  });
});
