import assert from "node:assert/strict";
import { CommandLine } from "../support/commandLine";
import { addJobs } from "../support/sweepJobs";
import { withFake } from "../support/withFake";

/** What Ctrl-C sends. */
const CTRL_C = "\u0003";

describe("the stop command in a terminal", function () {
  this.timeout(60_000).slow(10_000);
  const fake = withFake({ timeToCancelMs: 1_500 });
  const command = new CommandLine(fake);

  it("shows a progress bar and then the table", async () => {
    addJobs(fake(), { prefix: "train", count: 3 });
    const { code, stdout } = await command.startInTerminal(["stop", "--all", "--yes"]).ended();
    assert.equal(code, 0, stdout);
    assert.match(stdout, /░+ 0 of 3 jobs stopped/);
    assert.match(stdout, /train-1 +us-central1 .*CANCELLED\r\n/);
    assert.match(stdout, /3 jobs stopped, 3 of them by cancellation\r\n$/);
  });

  it("shows the counts beside the bar in a terminal of 40 columns", async () => {
    addJobs(fake(), { prefix: "train", count: 3 });
    const { stdout } = await command.startInTerminal(["stop", "--all", "--yes"], 40).ended();
    const drawn = stdout.match(/░[░█]* \d of 3 jobs stopped {2}\d+s/g) ?? [];
    assert.ok(drawn.length > 0, stdout);
    for (const bar of drawn) assert.ok(bar.length <= 40, bar);
  });

  it("restores the cursor on Ctrl-C, says that cancellation continues on the server, and exits 130", async () => {
    addJobs(fake(), { prefix: "train", count: 2, timeToCancelMs: 600_000 });
    const running = command.startInTerminal(["stop", "--all", "--yes"]);
    await running.printed(/0 of 2 jobs stopped/);
    running.type(CTRL_C);
    const { code, stdout } = await running.ended();
    assert.equal(code, 130, stdout);
    assert.match(stdout, /interrupted: 0 of 2 jobs stopped, cancellation of \d goes on at the server/);
    assert.ok(stdout.lastIndexOf("\u001b[?25h") > stdout.lastIndexOf("\u001b[?25l"), "the cursor stays hidden");
  });
});
