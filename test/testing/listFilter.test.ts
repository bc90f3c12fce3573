import assert from "node:assert/strict";
import type { PipelineJobSeed } from "../../src/testing";
import { JOB, PARENT, useFake } from "./useFake";

const SCHEDULE = "projects/p/locations/us-central1/schedules/9";

const SEEDS: Readonly<Record<string, Partial<PipelineJobSeed>>> = {
  blue: {
    displayName: "train blue",
    labels: { team: "blue", tier: "gold" },
    pipelineSpec: { pipelineInfo: { name: "training" } },
    createTime: "2025-12-01T00:00:00Z",
    scheduleName: SCHEDULE,
  },
  red: {
    displayName: "train red",
    labels: { team: "red" },
    state: "PIPELINE_STATE_PAUSED",
    createTime: "2025-12-02T00:00:00Z",
    templateUri: "https://kfp.pkg.dev/p/r/train/v1",
    templateMetadata: { version: "sha256:abc" },
  },
  done: {
    displayName: 'say "hi"',
    state: "PIPELINE_STATE_FAILED",
    createTime: "2025-12-03T00:00:00Z",
    endTime: "2025-12-04T00:00:00Z",
  },
};

describe("FakeVertexAi list filter", () => {
  const under = useFake();

  beforeEach(() => {
    for (const [pipelineJobId, seed] of Object.entries(SEEDS)) {
      under.fake.addPipelineJob({ ...JOB, pipelineJobId, ...seed });
    }
  });

  for (const [filter, ids] of [
    ["", ["done", "red", "blue"]],
    ['state="PIPELINE_STATE_RUNNING"', ["blue"]],
    ["state!=PIPELINE_STATE_FAILED", ["red", "blue"]],
    ['display_name="train red"', ["red"]],
    ['displayName="train red"', ["red"]],
    ['display_name:"train*"', ["red", "blue"]],
    ['display_name="train*"', []],
    ['display_name:"train"', []],
    ['display_name="say \\"hi\\""', ["done"]],
    ['pipeline_name="training"', ["blue"]],
    ['pipelineName!="training"', ["done", "red"]],
    ['pipeline_job_user_id:"b*"', ["blue"]],
    ['template_uri:"*/train/*"', ["red"]],
    ['template_metadata.version="sha256:abc"', ["red"]],
    ['templateMetadata.version:"sha256:*"', ["red"]],
    ['labels.team="blue"', ["blue"]],
    ["labels.team:*", ["red", "blue"]],
    ["labels:tier", ["blue"]],
    ["labels.vertex-ai-pipelines-run-billing-id:*", ["done", "red", "blue"]],
    ['create_time<"2025-12-02T00:00:00Z"', ["blue"]],
    ['create_time<="2025-12-02T01:00:00+01:00"', ["red", "blue"]],
    ['createTime="2025-12-02T00:00:00Z"', ["red"]],
    ['end_time>"2025-12-03T00:00:00Z"', ["done"]],
    ['end_time!="2025-12-04T00:00:00Z"', ["red", "blue"]],
    ['update_time>="2026-01-01T00:00:00Z"', ["red"]],
    [`schedule_name=${SCHEDULE}`, ["blue"]],
    ['schedule_name="projects/123456789012/locations/us-central1/schedules/9"', ["blue"]],
    ['labels.team="blue" OR labels.team="red" AND state="PIPELINE_STATE_PAUSED"', ["red"]],
    ['labels.team="blue" OR (labels.team="red" AND state="PIPELINE_STATE_PAUSED")', ["red", "blue"]],
  ] as const) {
    it(`finds ${ids.length} with ${filter || "nothing"}`, async () => {
      assert.deepEqual(await under.list({ filter }), ids);
    });
  }

  for (const filter of [
    "nonsense",
    'colour="red"',
    'start_time>"2025-01-01T00:00:00Z"',
    'state="RUNNING"',
    'state:"PIPELINE_STATE_*"',
    'pipeline_name:"train*"',
    'create_time>"yesterday"',
    'create_time:"2025*"',
    'labels.team!="blue"',
    'NOT state="PIPELINE_STATE_RUNNING"',
    '(state="PIPELINE_STATE_RUNNING"',
    'constructor="x"',
  ]) {
    it(`refuses ${filter}`, async () => {
      const error = await under.errorOf(under.get(`${PARENT}/pipelineJobs?${new URLSearchParams({ filter })}`));
      assert.equal(error.status, "INVALID_ARGUMENT");
      assert.match(
        String(error.message),
        /^List of found errors:\t1\.Field: filter; Message: Invalid filter expression: /,
      );
    });
  }

  it("accepts NOT for custom jobs", async () => {
    const place = { project: "p", region: "us-central1" } as const;
    under.fake.addCustomJob({ ...place, customJobId: "1", displayName: "a" });
    under.fake.addCustomJob({ ...place, customJobId: "2", displayName: "b", state: "JOB_STATE_FAILED" });
    assert.deepEqual(await under.list({ filter: 'NOT display_name="a"' }, "customJobs"), ["2"]);
    assert.deepEqual(await under.list({ filter: 'state="JOB_STATE_RUNNING"' }, "customJobs"), ["1"]);
  });
});

describe("FakeVertexAi list readMask", () => {
  const under = useFake();
  const [jobDetail, pipelineSpec] = [{ pipelineContext: { name: "c" } }, { pipelineInfo: { name: "n" }, root: {} }];

  async function masked(readMask: string): Promise<unknown> {
    under.fake.addPipelineJob({ ...JOB, displayName: "d", labels: { a: "1", b: "2" }, jobDetail, pipelineSpec });
    const { json } = await under.get(`${PARENT}/pipelineJobs?${new URLSearchParams({ readMask })}`);
    return (json.pipelineJobs as unknown[])[0];
  }

  for (const [mask, expected] of [
    ["state,display_name", { state: "PIPELINE_STATE_RUNNING", displayName: "d" }],
    ["displayName", { displayName: "d" }],
    ["labels.a", { labels: { a: "1" } }],
    ["labels.a,labels.b", { labels: { a: "1", b: "2" } }],
    ["pipeline_spec.pipeline_info", { pipelineSpec: { pipelineInfo: { name: "n" } } }],
    ["job_detail.pipeline_context,state", { jobDetail, state: "PIPELINE_STATE_RUNNING" }],
    ["end_time,template_metadata.version", {}],
  ] as const) {
    it(`answers exactly what ${mask} names`, async () => assert.deepEqual(await masked(mask), expected));
  }

  it("refuses a field that the resource lacks", async () => {
    const error = await under.errorOf(under.get(`${PARENT}/pipelineJobs?readMask=name,colour`));
    assert.match(String(error.message), /Field: read_mask; Message: Invalid field mask path: "colour"\./);
  });
});
