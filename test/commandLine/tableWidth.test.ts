import assert from "node:assert/strict";
import widthOf from "fast-string-width";
import { CommandLine } from "../support/commandLine";
import { addJobs } from "../support/sweepJobs";
import { PLACE, withFake } from "../support/withFake";

const LONG_ID = `train-${"x".repeat(100)}-20241127053355-123456`;
const REGIONS = ["--region", "us-central1", "--region", "northamerica-northeast1"];

describe("the table in a terminal", function () {
  this.timeout(60_000).slow(10_000);
  const fake = withFake({ timeToCancelMs: 200 });
  const command = new CommandLine(fake);

  async function linesOf(args: readonly string[], columns: number): Promise<string[]> {
    const { stdout } = await command.startInTerminal(args, columns).ended();
    return stdout.trimEnd().split(/\r?\n/);
  }

  function addLong(): void {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: LONG_ID, displayName: "訓練ジョブ👩‍💻".repeat(18) });
    fake().addPipelineJob({
      ...PLACE,
      region: "northamerica-northeast1",
      pipelineJobId: "short",
      displayName: "e\u0301",
    });
  }

  for (const columns of [40, 60, 80, 120, 200]) {
    for (const name of ["list", "stop"]) {
      it(`fits into ${columns} columns and shows the id, the region and the state of each job: ${name}`, async () => {
        addLong();
        const all = name === "stop" ? ["--all"] : [];
        const lines = await linesOf([name, ...all, ...REGIONS], columns);
        assert.deepEqual(
          lines.filter((line) => widthOf(line) > columns && !line.startsWith("would stop")),
          [],
        );
        const table = lines.join("\n");
        assert.match(table, /^train-x+[\w…-]*-123456( |$)/m);
        assert.match(table, /^short( |$)/m);
        for (const cell of ["us-central1", "northamerica-northeast1", "RUNNING"]) assert.ok(table.includes(cell), cell);
      });
    }
  }

  it("shows all columns whole where they fit", async () => {
    addJobs(fake(), { prefix: "train", count: 1, displayName: "Train" });
    const [head = "", row = ""] = await linesOf(["list"], 80);
    assert.match(head, /^NAME +REGION +DISPLAY NAME +AGE +STATE$/);
    assert.match(row, /^train-1 {2}us-central1 {2}Train {9}\d+s +PIPELINE_STATE_RUNNING$/);
  });

  it("cuts only the end of a display name where that is enough", async () => {
    addJobs(fake(), { prefix: "train", count: 1, displayName: `Train ${"x".repeat(120)} end` });
    const [, row = ""] = await linesOf(["list"], 80);
    assert.match(row, /^train-1 {2}us-central1 {2}Train x{22,}… {2}\d+s +PIPELINE_STATE_RUNNING$/);
    assert.equal(widthOf(row), 80);
  });

  it("leaves out the display name and the age where there is no room for them", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "train-20241127053355", displayName: "Train" });
    assert.deepEqual(await linesOf(["list"], 45), [
      "NAME                  REGION       STATE",
      "train-20241127053355  us-central1  RUNNING",
    ]);
  });

  it("shows a job in several lines where no table has room", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "train-20241127053355", displayName: "x".repeat(30) });
    const lines = await linesOf(["stop", "--all"], 40);
    assert.deepEqual(
      lines.slice(0, 6).map((line) => line.replace(/\d+s$/, "0s")),
      [
        "train-20241127053355",
        "  REGION        us-central1",
        `  DISPLAY NAME  ${"x".repeat(23)}…`,
        "  AGE           0s",
        "  STATE         RUNNING",
        "  OUTCOME       WOULD_STOP",
      ],
    );
  });

  it("aligns columns below wide and combining characters", async () => {
    const names = ["訓練", "👩‍💻🇩🇪", "e\u0301e\u0301", "नमस्ते", "กำลัง", "plain"];
    for (const displayName of names)
      addJobs(fake(), { prefix: `job-${names.indexOf(displayName)}`, count: 1, displayName });
    const lines = await linesOf(["list"], 100);
    const ends = lines.map((line) => widthOf(line.slice(0, line.search(/ (AGE|\d+s) /))));
    assert.equal(new Set(ends).size, 1, lines.join("\n"));
  });

  it("cuts nothing where stdout is no terminal", async () => {
    addLong();
    const { stdout } = await command.run(["list", ...REGIONS]);
    assert.ok(stdout.includes(LONG_ID));
    assert.doesNotMatch(stdout, /…/);
  });
});
