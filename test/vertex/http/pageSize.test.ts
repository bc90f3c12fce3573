import assert from "node:assert/strict";
import { message } from "../../../src/messages/message";
import { FakeVertexAi, type FakeVertexAiOptions } from "../../../src/testing";
import { HttpError } from "../../../src/vertex/errors";
import { Deadline } from "../../../src/vertex/http/deadline";
import { PageSize } from "../../../src/vertex/http/paging";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { matchingSchedules } from "../../../src/vertex/schedules/matchingSchedules";
import { listSelected } from "../../../src/vertex/selection/listSelected";
import type { VertexAi } from "../../../src/vertex/vertexAi";
import { addJobs } from "../../support/sweepJobs";
import { vertexAiAt } from "../../support/vertexAi";
import { PLACE } from "../../support/withFake";

const SELECTION = { selector: { displayName: "train" }, kind: PIPELINE_JOBS, nowMs: Date.now() };
const COUNT = 130;

/** How every listing is done, and what it finds. */
const LISTINGS: Readonly<Record<string, { apiMethod: string; count(vertexAi: VertexAi): Promise<number> }>> = {
  "selected jobs": {
    apiMethod: "pipelineJobs.list",
    count: (vertexAi) => countOf(listSelected(vertexAi, PLACE, SELECTION, new Deadline(60_000))),
  },
  "watched jobs": {
    apiMethod: "pipelineJobs.list",
    async count(vertexAi) {
      const watcher = vertexAi.coordinatorOf(PIPELINE_JOBS, PLACE).watcher;
      const watches = Array.from({ length: COUNT }, (_, index) => {
        const jobId = `train-${index + 1}`;
        const seen = { name: jobId, state: "PIPELINE_STATE_QUEUED", childJobs: undefined };
        const watch = watcher.watch({ ...PLACE, jobId }, seen, {
          deadline: new Deadline(60_000),
          onObserved: ({ state }) => state === "PIPELINE_STATE_RUNNING" && watch.release(),
        });
        return watch.result;
      });
      return (await Promise.all(watches)).filter((job) => job?.state === "PIPELINE_STATE_RUNNING").length;
    },
  },
  schedules: {
    apiMethod: "schedules.list",
    count: (vertexAi) => countOf(matchingSchedules(vertexAi, PLACE, SELECTION, { deadline: new Deadline(60_000) })),
  },
};

async function countOf(entries: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of entries) count += 1;
  return count;
}

describe("a listing", () => {
  const fakes: FakeVertexAi[] = [];
  afterEach(() => Promise.all(fakes.splice(0).map((fake) => fake.stop())));

  async function startFake(options: FakeVertexAiOptions): Promise<FakeVertexAi> {
    const fake = await FakeVertexAi.start(options);
    fakes.push(fake);
    addJobs(fake, { prefix: "train", count: COUNT, displayName: "train" });
    for (let count = 0; count < COUNT; count++) {
      fake.addSchedule({ ...PLACE, pipelineJob: { displayName: "train", pipelineSpec: {} } });
    }
    return fake;
  }

  for (const [what, { apiMethod, count }] of Object.entries(LISTINGS)) {
    for (const [options, sizes] of [
      [{}, ["100", "100"]],
      [{ entriesPerPage: 70 }, ["100", "100"]],
      [{ maxPageSize: 99 }, ["100", "25", "25", "25", "25", "25", "25"]],
      [{ maxPageSize: 24 }, ["100", "25", undefined, undefined, undefined, undefined, undefined, undefined]],
    ] as const) {
      it(`requests ${what} in the largest pages that a service with ${JSON.stringify(options)} accepts, and misses none`, async () => {
        const fake = await startFake(options);
        assert.equal(await count(vertexAiAt(fake.endpoint)), COUNT);
        assert.deepEqual(
          fake.requestsOf(apiMethod).map(({ query }) => query.pageSize),
          sizes,
        );
      });
    }

    it(`requests ${what} without repeating a refused page size`, async () => {
      const fake = await startFake({ maxPageSize: 60 });
      const vertexAi = vertexAiAt(fake.endpoint);
      await count(vertexAi);
      fake.clearRequests();
      assert.equal(await count(vertexAi), COUNT);
      assert.deepEqual(new Set(fake.requestsOf(apiMethod).map(({ query }) => query.pageSize)), new Set(["25"]));
    });
  }
});

describe("PageSize", () => {
  const refusal = (status: number, text: string) => new HttpError(message("otherError", { text }), { status });

  for (const said of ["Field: page_size; Message: too large", "Invalid pageSize", "PAGE_SIZE is out of range"]) {
    it(`requests a smaller page after "${said}"`, async () => {
      const asked: unknown[] = [];
      const result = await new PageSize().ask(async (pageSize) => {
        asked.push(pageSize);
        if (pageSize !== undefined) throw refusal(400, said);
        return "page";
      });
      assert.deepEqual([asked, result], [[100, 25, undefined], "page"]);
    });
  }

  it("fails when the service refuses its own default page size", async () => {
    const refuse = () => Promise.reject(refusal(400, "Field: page_size"));
    await assert.rejects(new PageSize().ask(refuse), /Field: page_size/);
  });

  for (const error of [refusal(400, "Invalid filter"), refusal(503, "page_size"), new Error("page_size")]) {
    it(`does not retry after another error: ${error.message}`, async () => {
      let count = 0;
      const fail = () => {
        count += 1;
        return Promise.reject(error);
      };
      await assert.rejects(new PageSize().ask(fail), error);
      assert.equal(count, 1);
    });
  }
});
