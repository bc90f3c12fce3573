import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandLine } from "../support/commandLine";
import { repository } from "../support/repository";
import { addJobs } from "../support/sweepJobs";
import { PLACE, withFake } from "../support/withFake";

const FAILED = {
  ...PLACE,
  pipelineJobId: "train",
  displayName: "Train",
  state: "PIPELINE_STATE_FAILED",
  labels: { team: "search", env: "pr-7" },
  pipelineSpec: { pipelineInfo: { name: "nightly" } },
  templateUri: "https://us-kfp.pkg.dev/p/r/t/v1",
  scheduleName: "projects/1/locations/us-central1/schedules/7",
  serviceAccount: "trainer@p.iam.gserviceaccount.com",
  createTime: "2024-01-01T10:00:00.000Z",
  startTime: "2024-01-01T10:00:01.000Z",
  endTime: "2024-01-01T10:01:00.000Z",
  error: { code: 9, message: 'The DAG failed,\nsee "train"' },
};
const NAME = "projects/p/locations/us-central1/pipelineJobs/train";
/** The service adds it. */
const BILLING = "vertex-ai-pipelines-run-billing-id";

describe("a job report of the command line", function () {
  this.timeout(30_000).slow(5_000);
  const fake = withFake({ timeToCancelMs: 300 });
  const command = new CommandLine(fake);

  async function report(...args: string[]): Promise<Record<string, unknown>[]> {
    return JSON.parse((await command.run([...args, "--output", "json"])).stdout);
  }

  it("has all fields of a listed job in JSON, in order", async () => {
    fake().addPipelineJob(FAILED);
    const [{ ageSeconds, ...job } = {}, ...others] = await report("list");
    assert.deepEqual(others, []);
    assert.ok(Number.isInteger(ageSeconds) && Number(ageSeconds) > 60_000_000, String(ageSeconds));
    assert.deepEqual(Object.entries(job), [
      ["name", NAME],
      ["kind", "pipelineJobs"],
      ["region", "us-central1"],
      ["displayName", "Train"],
      ["state", "PIPELINE_STATE_FAILED"],
      ["labels", { ...FAILED.labels, [BILLING]: "1" }],
      ["pipelineName", "nightly"],
      ["templateUri", FAILED.templateUri],
      ["scheduleName", FAILED.scheduleName],
      ["serviceAccount", FAILED.serviceAccount],
      ["createTime", "2024-01-01T10:00:00.000Z"],
      ["startTime", "2024-01-01T10:00:01.000Z"],
      ["endTime", "2024-01-01T10:01:00.000Z"],
      ["updateTime", "2024-01-01T10:01:00.000Z"],
      ["error", FAILED.error],
    ]);
  });

  it("leaves out of JSON what is not known", async () => {
    addJobs(fake(), { prefix: "train", count: 1, serviceAccount: "a@b.c" });
    const [job = {}] = await report("list");
    assert.deepEqual(
      Object.keys(job).join(),
      "name,kind,region,state,labels,serviceAccount,createTime,startTime,updateTime,ageSeconds",
    );
  });

  it("has the same fields in NDJSON, a line for each job", async () => {
    fake().addPipelineJob(FAILED);
    fake().addPipelineJob({ ...FAILED, pipelineJobId: "other" });
    const { stdout } = await command.run(["list", "--output", "ndjson"]);
    const lines = stdout.trimEnd().split("\n");
    const rows = lines.map((line) => ({ ...JSON.parse(line), ageSeconds: 0 }));
    assert.deepEqual(
      rows,
      (await report("list")).map((row) => ({ ...row, ageSeconds: 0 })),
    );
  });

  it("has the same columns in CSV for every job, with labels as pairs and the error as one text", async () => {
    fake().addPipelineJob(FAILED);
    addJobs(fake(), { prefix: "bare", count: 1, createTime: "2024-01-01T09:00:00.000Z", serviceAccount: "a@b.c" });
    const { stdout } = await command.run(["list", "--output", "csv"]);
    const [head, ...lines] = stdout.trimEnd().split("\n");
    assert.equal(
      head,
      "name,kind,region,displayName,state,labels,pipelineName,templateUri,scheduleName,serviceAccount," +
        "createTime,startTime,endTime,updateTime,ageSeconds,error",
    );
    assert.deepEqual(
      lines.map((line) => line.replace(/Z,\d+,/, "Z,AGE,")),
      [
        `${NAME},pipelineJobs,us-central1,Train,PIPELINE_STATE_FAILED,env=pr-7 team=search ${BILLING}=1,nightly,` +
          `${FAILED.templateUri},${FAILED.scheduleName},${FAILED.serviceAccount},` +
          '2024-01-01T10:00:00.000Z,2024-01-01T10:00:01.000Z,2024-01-01T10:01:00.000Z,2024-01-01T10:01:00.000Z,AGE,"9: The DAG failed, see ""train"""',
        `${NAME.replace("train", "bare-1")},pipelineJobs,us-central1,,PIPELINE_STATE_RUNNING,${BILLING}=2,,,,a@b.c,` +
          "2024-01-01T09:00:00.000Z,2024-01-01T09:00:00.000Z,,2024-01-01T09:00:00.000Z,AGE,",
      ],
    );
  });

  it("prints the column names in CSV when no job matches", async () => {
    const { stdout } = await command.run(["stop", "--all", "--output", "csv"]);
    assert.match(stdout, /^name,kind,.*,ageSeconds,error,deleted,outcome\n$/);
  });

  it("has each field in docs/command-line.md, in order", async () => {
    const { stdout } = await command.run(["stop", "--all", "--output", "csv"]);
    const page = readFileSync(join(repository, "docs/command-line.md"), "utf8");
    const [, table = ""] = /^\| field \| meaning \|\n([\s\S]*?)\n\n/m.exec(page) ?? [];
    const fields = table.split("\n").flatMap((line) => line.split(" | ")[0]?.match(/\w+/g) ?? []);
    assert.equal(fields.join(), stdout.trimEnd());
  });

  it("has the same fields and the outcome for a job that would be stopped", async () => {
    fake().addPipelineJob({ ...FAILED, state: "PIPELINE_STATE_RUNNING" });
    const [{ ageSeconds: _, ...listed } = {}] = await report("list");
    const [{ ageSeconds: __, ...job } = {}] = await report("stop", "--all");
    assert.deepEqual(job, { ...listed, outcome: "WOULD_STOP" });
  });

  it("has the labels of a stopped job as it was found, and the times and the error as last seen", async () => {
    const error = { code: 1, message: "The job was cancelled." };
    fake().addPipelineJob({ ...FAILED, state: "PIPELINE_STATE_RUNNING", error });
    addJobs(fake(), { prefix: "other", count: 3 }); // several are looked at by a listing
    const job = (await report("stop", "--all", "--yes")).find(({ name }) => name === NAME) ?? {};
    assert.deepEqual(
      [job.state, job.outcome, job.pipelineName, job.labels, job.error],
      ["PIPELINE_STATE_CANCELLED", "CANCELLED", "nightly", { ...FAILED.labels, [BILLING]: "1" }, error],
    );
    const { endTime, updateTime } = fake().pipelineJob(NAME) ?? {};
    assert.ok(endTime);
    assert.deepEqual([job.endTime, job.updateTime], [endTime, updateTime]);
  });

  it("has no state of a job that is gone", async () => {
    const name = fake().addPipelineJob({ ...FAILED, state: "PIPELINE_STATE_RUNNING", timeToCancelMs: 600_000 });
    const running = command.start(["stop", "--all", "--yes", "--output", "json"]);
    await running.printed(/0 of 1/);
    fake().removePipelineJob(name);
    const { stdout } = await running.ended();
    const [job] = JSON.parse(stdout);
    assert.deepEqual([job.name, job.displayName, job.state, job.outcome], [NAME, "Train", undefined, "NOT_FOUND"]);
  });
});
