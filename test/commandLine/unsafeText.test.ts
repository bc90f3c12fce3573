import assert from "node:assert/strict";
import { CommandLine } from "../support/commandLine";
import { addJobs } from "../support/sweepJobs";
import { withFake } from "../support/withFake";

/** Characters that drive a terminal, reorder its text, or take no room, one of each kind. */
const INVISIBLE = [
  ..."\u0000\u0007\u0008\u001b\u007f\u0085\u009b", // control
  ..."\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2064\u206f\ufff9", // format
  ..."\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", // bidirectional
  ..."\u034f\u115f\u180e\u3164\ufe0f\uffa0\u{e0041}\u{e0100}", // without a glyph
];
const FORMULA_STARTS = ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "＋", "－", "＠"];

describe("text of the service on the command line", function () {
  this.timeout(60_000).slow(10_000);
  const fake = withFake({ timeToCancelMs: 200 });
  const command = new CommandLine(fake);
  const hasInvisible = (text: string) =>
    INVISIBLE.filter((character) => text.includes(character)).map((character) =>
      character.codePointAt(0)?.toString(16),
    );

  function addJob(text: string) {
    addJobs(fake(), {
      prefix: "train",
      count: 1,
      displayName: text,
      labels: { env: text },
      templateUri: text,
      serviceAccount: text,
      pipelineSpec: { pipelineInfo: { name: text } },
    });
  }

  for (const output of ["table", "csv"]) {
    it(`has no invisible characters in ${output}`, async () => {
      addJob(`a${INVISIBLE.join("a")}b`);
      const { stdout } = await command.run(["list", "--output", output]);
      assert.deepEqual(hasInvisible(stdout), []);
      assert.match(stdout, /a(\?a)+\?b/);
      assert.equal(stdout.trimEnd().split("\n").length, 2);
    });
  }

  for (const output of ["json", "ndjson"]) {
    it(`is exact and has escapes for invisible characters in ${output}`, async () => {
      const text = `a${INVISIBLE.join("a")}\n👩‍💻b`;
      addJob(text);
      const { stdout } = await command.run(["list", "--output", output]);
      assert.deepEqual(hasInvisible(stdout), []);
      const [job] = [JSON.parse(stdout)].flat();
      assert.deepEqual([job.displayName, job.labels.env, job.pipelineName], [text, text, text]);
    });
  }

  it("keeps letters of any script and emoji in a table", async () => {
    const displayName = "訓練 Übung नमस्ते 👩‍💻🏴󠁧󠁢󠁥󠁮󠁧󠁿🇩🇪❤️";
    addJobs(fake(), { prefix: "train", count: 1, displayName });
    assert.ok((await command.run(["list"])).stdout.includes(displayName));
  });

  for (const start of FORMULA_STARTS) {
    it(`starts no formula in a cell of CSV: ${JSON.stringify(start)}`, async () => {
      addJob(`${start}HYPERLINK("http://x")`);
      const { stdout } = await command.run(["list", "--output", "csv"]);
      const cells = stdout.split("\n")[1]?.match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,]*)/g) ?? [];
      const starting = cells.filter((cell) => /^"?\s*[=+\-@＝＋－＠]/.test(cell));
      assert.deepEqual(starting, []);
      assert.equal(cells.filter((cell) => cell.startsWith(`"' `) || cell.startsWith(`"'`)).length, 4);
    });
  }

  it("starts no formula after a semicolon, at which some spreadsheets split", async () => {
    addJob("a; =HYPERLINK()");
    const { stdout } = await command.run(["list", "--output", "csv"]);
    assert.doesNotMatch(stdout, /; *=/);
    assert.match(stdout, /,a;' =HYPERLINK\(\),/);
  });

  it("has no invisible characters in an error and in a line on stderr", async () => {
    const message = `a${INVISIBLE.join("a")}b`;
    fake().addFault({
      apiMethod: "pipelineJobs.list",
      fault: { status: 503, message, retryAfterSeconds: 1 },
      times: 1,
    });
    fake().addFault({ apiMethod: "pipelineJobs.list", fault: { status: 400, message } });
    const { stderr } = await command.run(["list"]);
    assert.deepEqual(hasInvisible(stderr), []);
    assert.equal(stderr.match(/: a(\?a)+\?b/g)?.length, 2, stderr);
  });

  it("has no invisible characters in the progress of stop", async () => {
    addJob("train");
    const message = `a${INVISIBLE.join("a")}b`;
    const fault = { status: 503, message };
    fake().addFault({ apiMethod: "pipelineJobs.cancel", fault, times: 1 });
    const { stdout } = await command.startInTerminal(["stop", "--all", "--yes"], 200).ended();
    assert.match(stdout, /HTTP 503 .*a(\?a)+\?b; retrying/);
    assert.doesNotMatch(stdout, /\u202e|\u009b|\u200b/);
  });
});
