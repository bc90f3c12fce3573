import assert from "node:assert/strict";
import type { JsonObject } from "../../src/testing";
import { PARENT, useFake } from "./useFake";

const SPEC = { pipelineInfo: { name: "training" }, root: { dag: { tasks: { prepare: {}, train: {} } } } };

interface Detail {
  readonly pipelineContext: { readonly name: string };
  readonly taskDetails: {
    readonly taskName: string;
    readonly state: string;
    readonly executorDetail?: { readonly containerDetail: { readonly mainJob: string } };
  }[];
}

describe("FakeVertexAi created pipeline jobs", () => {
  async function create(under: ReturnType<typeof useFake>): Promise<string> {
    const { json } = await under.post(`${PARENT}/pipelineJobs?pipelineJobId=a`, { pipelineSpec: SPEC });
    return String(json.name);
  }

  async function detail(under: ReturnType<typeof useFake>, name: string): Promise<Detail> {
    return (await under.get(name)).json.jobDetail as unknown as Detail;
  }

  function children({ taskDetails }: Detail): string[] {
    return taskDetails.flatMap(({ executorDetail }) => executorDetail?.containerDetail.mainJob ?? []);
  }

  describe("by default", () => {
    const under = useFake({ pendingMs: 1_000 });

    it("have no detail before they run, and then their contexts and tasks", async () => {
      const name = await create(under);
      assert.deepEqual(await detail(under, name), {});
      under.clock.advance(1_000);
      const { pipelineContext, taskDetails } = await detail(under, name);
      assert.equal(
        pipelineContext.name,
        "projects/123456789012/locations/us-central1/metadataStores/default/contexts/training",
      );
      assert.deepEqual(
        taskDetails.map(({ taskName, state }) => [taskName, state]),
        [
          ["a", "RUNNING"],
          ["prepare", "RUNNING"],
          ["train", "RUNNING"],
        ],
      );
    });

    it("have a custom job for each task, which runs and stops with them", async () => {
      const name = await create(under);
      under.clock.advance(1_000);
      const jobs = children(await detail(under, name));
      assert.equal(jobs.length, 2);
      const states = async () => {
        const replies = await Promise.all(jobs.map((job) => under.get(job)));
        return replies.map(({ json }) => json.state);
      };
      assert.deepEqual(await states(), ["JOB_STATE_RUNNING", "JOB_STATE_RUNNING"]);
      await under.post(`${name}:cancel`);
      assert.deepEqual(await states(), ["JOB_STATE_CANCELLED", "JOB_STATE_CANCELLED"]);
      const after = (await detail(under, name)).taskDetails.map(({ state }) => state);
      assert.deepEqual(after, ["CANCELLED", "CANCELLED", "CANCELLED"]);
    });
  });

  describe("with childJobs: stay-behind", () => {
    const under = useFake({ childJobs: "stay-behind" });

    it("leave their custom jobs running", async () => {
      const name = await create(under);
      await under.post(`${name}:cancel`);
      const [child = ""] = children(await detail(under, name));
      assert.equal(under.fake.customJob(child)?.state, "JOB_STATE_RUNNING");
    });
  });

  describe("with childJobs: none", () => {
    const under = useFake({ childJobs: "none" });

    it("have no tasks", async () => {
      const name = await create(under);
      assert.equal(((await under.get(name)).json.jobDetail as JsonObject).taskDetails, undefined);
    });
  });
});
