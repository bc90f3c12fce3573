import assert from "node:assert/strict";
import { FakeVertexAi, type PipelineJobSeed } from "../../../src/testing";
import { Deadline } from "../../../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { listSelected, type Selection } from "../../../src/vertex/selection/listSelected";
import type { Exclusion } from "../../../src/vertex/selection/selector";
import { JobSweeper } from "../../../src/vertex/stopping/jobSweeper";
import { addJobs, cancelledNames } from "../../support/sweepJobs";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { withAnswers } from "../../support/withAnswers";
import { calls, PLACE } from "../../support/withFake";

const NUMBER = "123456789012";
const ALL = { allJobs: true } as const;
const LIST = "pipelineJobs.list";
const GET = "pipelineJobs.get";
const schedule = (id: string, project = NUMBER) => `projects/${project}/locations/us-central1/schedules/${id}`;

interface Case {
  /** What a listing leaves out. */
  readonly field: string;
  /** Holds for the jobs of {@link prod}, and not for those of {@link others}. */
  readonly condition: Exclusion;
  readonly prod: Omit<PipelineJobSeed, "project" | "region">;
  readonly others: Omit<PipelineJobSeed, "project" | "region">;
  /** Requests that an exclusion takes beyond the listing, of 80 jobs. */
  readonly excluding: { readonly lists: number; readonly gets: number };
}

const pipeline = (name: string) => ({ pipelineSpec: { pipelineInfo: { name } } });
const ONE_LISTING = { lists: 1, gets: 0 };
const EACH_JOB = { lists: 0, gets: 80 };

const CASES: readonly Case[] = [
  {
    field: "pipelineSpec",
    condition: { pipelineName: "prod" },
    prod: pipeline("prod"),
    others: pipeline("dev"),
    excluding: ONE_LISTING,
  },
  {
    field: "pipelineSpec",
    condition: { pipelineName: 'the "prod"' },
    prod: pipeline('the "prod"'),
    others: pipeline("dev"),
    excluding: EACH_JOB,
  },
  {
    field: "templateUri",
    condition: { templateUri: "https://kfp.pkg.dev/p/r/prod/v1" },
    prod: { templateUri: "https://kfp.pkg.dev/p/r/prod/v1" },
    others: {},
    excluding: ONE_LISTING,
  },
  {
    field: "scheduleName",
    condition: { scheduleName: schedule("1") },
    prod: { scheduleName: schedule("1") },
    others: { scheduleName: schedule("2") },
    excluding: ONE_LISTING,
  },
  {
    field: "scheduleName",
    condition: { scheduleName: schedule("1", "p") },
    prod: { scheduleName: schedule("1") },
    others: {},
    excluding: ONE_LISTING,
  },
  {
    field: "labels",
    condition: { labels: { env: "prod" } },
    prod: { labels: { env: "prod" } },
    others: { labels: { env: "dev" } },
    excluding: EACH_JOB,
  },
  {
    field: "displayName",
    condition: { displayName: "prod*" },
    prod: { displayName: "prod-train" },
    others: { displayName: "train" },
    excluding: EACH_JOB,
  },
  {
    field: "serviceAccount",
    condition: { serviceAccount: "prod@p" },
    prod: { serviceAccount: "prod@p" },
    others: { serviceAccount: "dev@p" },
    excluding: EACH_JOB,
  },
  {
    field: "createTime",
    condition: { createdBefore: "2026-01-01T00:00:00Z" },
    prod: { createTime: "2025-12-31T00:00:00Z" },
    others: { createTime: "2026-01-02T00:00:00Z" },
    excluding: EACH_JOB,
  },
];

/** Starts fakes whose listings leave fields out; all are stopped after each test. */
function withFakes() {
  const fakes: FakeVertexAi[] = [];
  afterEach(() => Promise.all(fakes.splice(0).map((fake) => fake.stop())));
  return async (...fieldsLeftOutOfLists: string[]) => {
    const fake = await FakeVertexAi.start({ fieldsLeftOutOfLists });
    fakes.push(fake);
    return fake;
  };
}

/** The ids that a selection means. */
async function idsOf(endpoint: string, selection: Partial<Selection>, deadline = new Deadline(60_000)) {
  const ids: string[] = [];
  const complete = { selector: ALL, kind: PIPELINE_JOBS, nowMs: Date.now(), ...selection };
  for await (const { name } of listSelected(vertexAiAt(endpoint), PLACE, complete, deadline)) {
    ids.push(String(name.split("/").pop()));
  }
  return ids.sort();
}

describe("listSelected with a listing that omits a field", function () {
  this.timeout(20_000);
  const start = withFakes();

  for (const { field, condition, prod, others, excluding } of CASES) {
    const startWithJobs = async () => {
      const fake = await start(field);
      return {
        fake,
        prodNames: addJobs(fake, { prefix: "prod", count: 20, ...prod }),
        otherNames: addJobs(fake, { prefix: "other", count: 60, ...others }),
      };
    };
    const sweep = (fake: FakeVertexAi, selection: Omit<Selection, "kind" | "nowMs">) =>
      inVirtualTime(async () => {
        const options = { locations: [PLACE], maxJobs: 100, deadline: new Deadline(600_000), before: [] };
        const sweeper = new JobSweeper(vertexAiAt(fake.endpoint), {
          ...options,
          selections: [{ ...selection, kind: PIPELINE_JOBS, nowMs: Date.now() }],
        });
        await sweeper.sweep();
        return cancelledNames(fake).sort();
      });
    const spelled = JSON.stringify(condition);

    it(`makes a sweep cancel every job except those that ${spelled} excludes`, async () => {
      const { fake, otherNames } = await startWithJobs();
      assert.deepEqual(await sweep(fake, { selector: ALL, exclude: condition }), otherNames.sort());
    });

    it(`makes a sweep cancel only the jobs that ${spelled} selects`, async () => {
      const { fake, prodNames } = await startWithJobs();
      assert.deepEqual(await sweep(fake, { selector: condition }), prodNames.sort());
    });

    it(`sends only the necessary requests for an exclusion by ${spelled}`, async () => {
      const { fake } = await startWithJobs();
      assert.equal((await idsOf(fake.endpoint, { exclude: condition })).length, 60);
      const { lists, gets } = excluding;
      // What a listing has answered by leaving a job out is confirmed by one more.
      const confirming = lists > 0 ? 1 : 0;
      assert.deepEqual([fake.requestsOf(LIST).length, fake.requestsOf(GET).length], [1 + lists + confirming, gets]);
    });

    it(`gets no job for ${spelled} when the listing has the field for one job`, async () => {
      const complete = await FakeVertexAi.start();
      try {
        addJobs(complete, { prefix: "prod", count: 1, ...prod });
        addJobs(complete, { prefix: "other", count: 3, ...others });
        assert.deepEqual(await idsOf(complete.endpoint, { exclude: condition }), ["other-1", "other-2", "other-3"]);
        assert.deepEqual(await idsOf(complete.endpoint, { selector: condition }), ["prod-1"]);
        assert.deepEqual(calls(complete), [LIST, LIST]);
      } finally {
        await complete.stop();
      }
    });
  }

  it("requests only active jobs unless the selection includes terminal jobs", async () => {
    const fake = await start("pipelineSpec");
    addJobs(fake, { prefix: "dev", count: 1, ...pipeline("dev") });
    const exclude = { pipelineName: "prod" };
    const filterOf = async (selection: Partial<Selection>) => {
      fake.clearRequests();
      await idsOf(fake.endpoint, { exclude, ...selection });
      return fake.requestsOf(LIST)[1]?.query.filter;
    };
    const active =
      'state!="PIPELINE_STATE_SUCCEEDED" AND state!="PIPELINE_STATE_FAILED" AND state!="PIPELINE_STATE_CANCELLED"';
    assert.equal(await filterOf({}), `${active} AND pipeline_name="prod"`);
    assert.equal(
      await filterOf({ selector: { states: ["PIPELINE_STATE_RUNNING"] } }),
      `${active} AND pipeline_name="prod"`,
    );
    assert.equal(await filterOf({ defaultStates: "any" }), 'pipeline_name="prod"');
    const states = ["PIPELINE_STATE_RUNNING", "PIPELINE_STATE_FAILED"];
    assert.equal(await filterOf({ selector: { states } }), 'pipeline_name="prod"');
  });

  it("does not select an excluded job that ends before the server is asked what is excluded", async () => {
    const fake = await start("pipelineSpec");
    const [prod = ""] = addJobs(fake, { prefix: "prod", count: 1, ...pipeline("prod") });
    addJobs(fake, { prefix: "dev", count: 1, ...pipeline("dev") });
    fake.onRequest(({ query }) => {
      if (query.filter?.includes("pipeline_name")) fake.setPipelineJobState(prod, "PIPELINE_STATE_SUCCEEDED");
    });
    assert.deepEqual(await idsOf(fake.endpoint, { exclude: { pipelineName: "prod" } }), ["dev-1"]);
  });

  it("gets each job when the service refuses the filter of an exclusion", async () => {
    const fake = await start("pipelineSpec");
    for (const name of ["prod", "dev"]) addJobs(fake, { prefix: name, count: 2, ...pipeline(name) });
    fake.onRequest(({ query }) => {
      if (query.filter?.includes("pipeline_name")) {
        fake.addFault({ apiMethod: LIST, times: 1, fault: { status: 400, message: "Invalid filter." } });
      }
    });
    assert.deepEqual(await idsOf(fake.endpoint, { exclude: { pipelineName: "prod" } }), ["dev-1", "dev-2"]);
    assert.equal(fake.requestsOf(GET).length, 4);
  });

  it("excludes jobs that match both a raw filter and a condition on an omitted field", async () => {
    const fake = await start("labels");
    addJobs(fake, { prefix: "both", count: 1, displayName: "a", labels: { keep: "yes" } });
    addJobs(fake, { prefix: "one", count: 1, displayName: "a" });
    addJobs(fake, { prefix: "other", count: 1, displayName: "b", labels: { keep: "yes" } });
    const exclude = { filter: 'display_name="a"', labels: { keep: "yes" } };
    assert.deepEqual(await idsOf(fake.endpoint, { exclude }), ["one-1", "other-1"]);
    assert.equal(fake.requestsOf(GET).length, 2);
  });

  it("fails for a raw filter that the service refuses", async () => {
    const fake = await start();
    addJobs(fake, { prefix: "a", count: 1 });
    await assert.rejects(idsOf(fake.endpoint, { exclude: { filter: "nonsense=1" } }), /HTTP 400 INVALID_ARGUMENT/);
  });

  it("yields a job at once when the result does not depend on the field", async () => {
    const fake = await FakeVertexAi.start({ entriesPerPage: 1, fieldsLeftOutOfLists: ["serviceAccount"] });
    try {
      addJobs(fake, { prefix: "a", count: 3, displayName: "train" });
      const selection = {
        selector: ALL,
        exclude: { serviceAccount: "a@b", displayName: "test" },
        kind: PIPELINE_JOBS,
        nowMs: Date.now(),
      };
      for await (const _ of listSelected(vertexAiAt(fake.endpoint), PLACE, selection, new Deadline(60_000))) break;
      assert.deepEqual(calls(fake), [LIST]);
    } finally {
      await fake.stop();
    }
  });

  describe("when it must get a job", () => {
    const selector = { serviceAccount: "prod@p" };
    const startWithOne = async () => {
      const fake = await start("serviceAccount");
      const [name = ""] = addJobs(fake, { prefix: "a", count: 1, serviceAccount: "prod@p" });
      return { fake, name };
    };

    it("requests only the fields that it needs", async () => {
      const { fake } = await startWithOne();
      await idsOf(fake.endpoint, { selector });
      const fields = String(fake.requestsOf(GET)[0]?.query.fields).split(",");
      assert.ok(fields.includes("pipelineSpec") && fields.includes("labels") && !fields.includes("jobDetail"));
    });

    it("ignores a job that is gone or has ended", async () => {
      for (const change of ["gone", "ended"]) {
        const { fake, name } = await startWithOne();
        fake.onRequest(({ apiMethod }) => {
          if (apiMethod !== GET) return;
          if (change === "gone") fake.removePipelineJob(name);
          else fake.setPipelineJobState(name, "PIPELINE_STATE_SUCCEEDED");
        });
        assert.deepEqual(await idsOf(fake.endpoint, { selector }), []);
        assert.equal(fake.requestsOf(GET).length, 1);
      }
    });

    it("retries after a temporary error", async () => {
      const { fake } = await startWithOne();
      fake.addFault({ apiMethod: GET, times: 2, fault: { status: 503 } });
      await inVirtualTime(async () => assert.deepEqual(await idsOf(fake.endpoint, { selector }), ["a-1"]));
    });

    it("fails when the service denies access, and names the permission", async () => {
      const { fake, name } = await startWithOne();
      fake.addFault({ apiMethod: GET, fault: { status: 403 } });
      await assert.rejects(
        idsOf(fake.endpoint, { selector }),
        new RegExp(`cannot get ${name}: HTTP 403 PERMISSION_DENIED: .*\\(needs aiplatform\\.pipelineJobs\\.get\\)$`),
      );
    });

    it("stays within the request budget", async () => {
      const fake = await start("serviceAccount");
      addJobs(fake, { prefix: "a", count: 240 });
      await inVirtualTime(async () => {
        const deadline = new Deadline(600_000);
        await idsOf(fake.endpoint, { selector }, deadline);
        assert.ok(deadline.elapsedMs() >= 120_000, `${deadline.elapsedMs()} ms`);
      });
      assert.equal(fake.requestsOf(GET).length, 240);
    });
  });
});

describe("listSelected with a server that ignores filters", () => {
  const server = withAnswers();

  it("excludes too many jobs rather than too few", async () => {
    const jobs = ["prod", "dev"].map((id) => ({
      name: `projects/${NUMBER}/locations/us-central1/pipelineJobs/${id}`,
      state: "PIPELINE_STATE_RUNNING",
    }));
    server().answerBy(() => ({ body: JSON.stringify({ pipelineJobs: jobs }) }));
    const endpoint = `${server().origin}/v1/`;
    assert.deepEqual(await idsOf(endpoint, { exclude: { pipelineName: "prod" } }), []);
  });

  it("selects a job only after it gets the job", async () => {
    const name = `projects/${NUMBER}/locations/us-central1/pipelineJobs/dev`;
    const job = { name, state: "PIPELINE_STATE_RUNNING" };
    server().answerBy(({ url }) => ({
      body: JSON.stringify(url.includes("?fields=") ? { ...job, ...pipeline("dev") } : { pipelineJobs: [job] }),
    }));
    const endpoint = `${server().origin}/v1/`;
    assert.deepEqual(await idsOf(endpoint, { selector: { pipelineName: "prod" } }), []);
    assert.deepEqual(await idsOf(endpoint, { selector: { pipelineName: "dev" } }), ["dev"]);
    assert.deepEqual(await idsOf(endpoint, { selector: { scheduleName: schedule("1", "p") } }), []);
  });
});
