import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { getJobs, getJobsOutput } from "../../src";
import { PLACE, withFake } from "../support/withFake";

describe("getJobs", () => {
  const leftOut: string[] = [];
  const fake = withFake({ fieldsLeftOutOfLists: () => leftOut });
  beforeEach(() => {
    leftOut.length = 0;
    const config = {
      "gcp:project": "p",
      "gcp:region": "us-central1",
      "gcp:accessToken": "t",
      "gcp:vertexAiCustomEndpoint": fake().endpoint,
    };
    pulumi.runtime.setAllConfig(config, ["gcp:accessToken"]);
  });
  afterEach(() => pulumi.runtime.setAllConfig({}));

  it("lists jobs in every state with their details", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", displayName: "Train", labels: { env: "pr-7" } });
    fake().addPipelineJob({
      ...PLACE,
      pipelineJobId: "b",
      state: "PIPELINE_STATE_FAILED",
      error: { code: 13, message: "boom" },
    });
    const { jobs } = await getJobs();
    assert.deepEqual(jobs.map(({ state }) => state).sort(), ["PIPELINE_STATE_FAILED", "PIPELINE_STATE_RUNNING"]);
    const train = jobs.find(({ displayName }) => displayName === "Train");
    assert.equal(train?.name, "projects/p/locations/us-central1/pipelineJobs/a");
    assert.deepEqual([train?.jobId, train?.region, train?.labels.env], ["a", "us-central1", "pr-7"]);
    assert.deepEqual(jobs.find(({ error }) => error)?.error, { code: 13, message: "boom" });
  });

  it("lists jobs of the kinds that are named, each with its kind", async () => {
    const [customJobs, tuningJobs] = ["customJobs", "tuningJobs"] as const;
    for (const kind of ["pipelineJobs", customJobs, tuningJobs])
      fake().addJob(kind, { ...PLACE, id: "1", displayName: kind });
    const found = async (kinds?: (typeof customJobs | typeof tuningJobs)[]) => {
      const { jobs } = await getJobs(kinds ? { kinds } : {});
      return jobs.map(({ kind, displayName, state }) => [kind, displayName, state]);
    };
    assert.deepEqual(await found(), [["pipelineJobs", "pipelineJobs", "PIPELINE_STATE_RUNNING"]]);
    assert.deepEqual(await found([tuningJobs, customJobs]), [
      [customJobs, customJobs, "JOB_STATE_RUNNING"],
      [tuningJobs, tuningJobs, "JOB_STATE_RUNNING"],
    ]);
    await assert.rejects(getJobs({ kinds: [customJobs], selector: { pipelineName: "a" } }), /pipelineJobs have it/);
  });

  it("excludes jobs by a field that listings omit", async () => {
    leftOut.push("labels", "serviceAccount");
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", serviceAccount: "dev@p", labels: { keep: "yes" } });
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "b", serviceAccount: "dev@p" });
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "c", serviceAccount: "prod@p" });
    const selector = { serviceAccount: "dev@p" };
    const { jobs } = await getJobs({ selector, exclude: { labels: { keep: "*" } } });
    assert.deepEqual(
      jobs.map(({ jobId }) => jobId),
      ["b"],
    );
  });

  it("accepts a selector, an exclusion, several regions, and a limit", async () => {
    for (const region of ["us-central1", "europe-west4"]) {
      fake().addPipelineJob({ ...PLACE, region, pipelineJobId: "a", labels: { env: "pr-7" } });
      fake().addPipelineJob({ ...PLACE, region, pipelineJobId: "kept", labels: { env: "pr-7", keep: "yes" } });
      fake().addPipelineJob({ ...PLACE, region, pipelineJobId: "other" });
    }
    const args = {
      selector: { labels: { env: "pr-7" } },
      exclude: { labels: { keep: "*" } },
      regions: ["us-central1", "europe-west4"],
    };
    const { jobs } = await getJobs(args);
    assert.deepEqual(
      jobs.map(({ region, jobId }) => `${region}/${jobId}`),
      ["us-central1/a", "europe-west4/a"],
    );
    assert.equal((await getJobs({ ...args, limit: 1 })).jobs.length, 1);
  });

  it("accepts outputs as arguments", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", displayName: "Train" });
    const result = getJobsOutput({ selector: { displayName: pulumi.output("Tr*") } });
    const jobs = await new Promise<unknown[]>((resolve) => void result.apply(({ jobs }) => resolve(jobs)));
    assert.equal(jobs.length, 1);
  });

  it("lists fully named jobs in their own project and regions regardless of config", async () => {
    const add = (project: string, region: string) => fake().addPipelineJob({ project, region, pipelineJobId: "a" });
    add("p", "us-central1");
    const names = [add("dev", "us-central1"), add("dev", "europe-west4")];
    const listed = async (args: object) => (await getJobs(args)).jobs.map(({ name }) => name);
    assert.deepEqual(await listed({ selector: { names } }), names);
    assert.deepEqual(await listed({ selector: { names }, regions: ["europe-west4", "us-central1"] }), names.reverse());
    assert.deepEqual(
      await listed({ exclude: { names: [names[0]] }, project: "dev", regions: ["us-central1", "europe-west4"] }),
      ["projects/dev/locations/us-central1/pipelineJobs/a"],
    );
    for (const args of [{ project: "p" }, { regions: ["us-east1"] }]) {
      await assert.rejects(getJobs({ selector: { names }, ...args }), /selector\.names\[0\] is in .*, and jobs are/);
    }
    await assert.rejects(getJobs({ exclude: { names } }), /exclude\.names\[0\] is in project dev, and jobs are/);
  });

  it("refuses all bad arguments at once before any request", async () => {
    await assert.rejects(getJobs({ selector: { olderThan: "soon" }, limit: 0 }), {
      message: /^getJobs: selector\.olderThan .*; limit must be a whole number above 0$/,
    });
    assert.deepEqual(fake().requests, []);
  });
});
