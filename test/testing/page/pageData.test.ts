import assert from "node:assert/strict";
import type { PageState } from "../../../src/testing/page/pageState";
import { JOB_KINDS } from "../../../src/testing/state/jobKinds";
import { JOB, PARENT, useFake } from "../useFake";
import { NUMBERED, PLACE, usePage } from "./usePage";

const TIME = "2026-01-01T00:00:00.000Z";

describe("FakeVertexAi page state", () => {
  const under = useFake();
  const { state } = usePage(under);
  const jobIds = ({ jobs }: PageState) => jobs.kinds.map(({ kind, shown }) => [kind, ...shown.map(({ id }) => id)]);

  it("has jobs, schedules and requests", async () => {
    const name = under.fake.addPipelineJob({ ...JOB, displayName: "training", labels: { team: "a" } });
    under.fake.addSchedule({ ...PLACE, scheduleId: "9", displayName: "nightly" });
    await under.get(`${name}?fields=name`);
    const { requests, ...rest } = await state();
    const common = { project: "123456789012", region: "us-central1" };
    assert.deepEqual(rest, {
      now: TIME,
      jobs: {
        total: 1,
        states: { RUNNING: 1 },
        kinds: [
          {
            kind: "pipelineJobs",
            matching: 1,
            shown: [
              {
                ...common,
                name: `${NUMBERED}/pipelineJobs/a`,
                id: "a",
                displayName: "training",
                state: "RUNNING",
                labels: { team: "a" },
                createTime: TIME,
                updateTime: TIME,
                actions: ["cancel", "finish", "fail"],
              },
            ],
          },
        ],
      },
      schedules: {
        total: 1,
        shown: [
          {
            ...common,
            name: `${NUMBERED}/schedules/9`,
            id: "9",
            displayName: "nightly",
            state: "ACTIVE",
            cron: "0 * * * *",
            nextRunTime: "2026-01-01T01:00:00.000Z",
            startedRunCount: 0,
          },
        ],
      },
    });
    const [{ key: _key, ...request } = {}, ...others] = requests.shown;
    assert.deepEqual(request, {
      time: TIME,
      method: "GET",
      path: `/v1/${PARENT}/pipelineJobs/a`,
      query: "fields=name",
      status: 200,
      apiMethod: "pipelineJobs.get",
      fault: "",
    });
    assert.deepEqual([requests.total, others], [1, []]);
  });

  it("keeps kinds apart, always in the same order, with the newest job of each first", async () => {
    const collections = JOB_KINDS.map(({ collection }) => collection);
    for (const id of ["1", "2"]) {
      for (const collection of collections.toReversed()) under.fake.addJob(collection, { ...PLACE, id });
    }
    assert.deepEqual(
      jobIds(await state()),
      collections.map((collection) => [collection, "2", "1"]),
    );
  });

  JOB_KINDS.forEach(({ collection }, index) => {
    it(`has the display name of ${collection}, and finds them by it`, async () => {
      const displayName = `number ${index}`;
      under.fake.addJob(collection, { ...PLACE, displayName });
      under.fake.addJob(collection, { ...PLACE, displayName: "other" });
      const { kinds } = (await state({ jobs: displayName })).jobs;
      assert.deepEqual(
        kinds.map(({ shown }) => shown.map((job) => job.displayName)),
        [[displayName]],
      );
    });
  });

  it("shows 100 jobs of a kind and 100 requests, and counts all", async () => {
    for (let count = 0; count < 103; count += 1) {
      under.fake.addPipelineJob(PLACE);
      await under.get(`${PARENT}/pipelineJobs/none`);
    }
    const { jobs, requests } = await state();
    assert.deepEqual([jobs.total, jobs.kinds[0]?.matching, jobs.kinds[0]?.shown.length], [103, 103, 100]);
    assert.deepEqual([requests.total, requests.shown.length], [103, 100]);
  });

  it("has the children of a pipeline as they are now", async () => {
    const taskDetails = [{ executorDetail: { customJobDetail: { job: `${PARENT}/customJobs/1` } } }];
    const name = under.fake.addPipelineJob({ ...JOB, jobDetail: { taskDetails } });
    under.fake.addCustomJob({ ...PLACE, customJobId: "1" });
    under.fake.setPipelineJobState(name, "PIPELINE_STATE_FAILED");
    assert.deepEqual((await state()).jobs.states, { FAILED: 2 });
  });

  it("has jobs that a schedule launched in the meantime", async () => {
    under.fake.addSchedule({ ...PLACE, scheduleId: "9" });
    under.clock.advance(3_600_000);
    const { jobs, schedules } = await state();
    assert.deepEqual([jobs.total, schedules.shown[0]?.startedRunCount], [1, 1]);
  });

  it("names the fault that befell a request", async () => {
    under.fake.addFault({ fault: { status: 503 } });
    await under.get(`${PARENT}/pipelineJobs`);
    assert.deepEqual(
      (await state()).requests.shown.map(({ status, fault }) => [status, fault]),
      [[503, '{"status":503}']],
    );
  });

  for (const [jobs, ids] of [
    ["", ["c", "b", "a"]],
    ["TRAIN", ["a"]],
    ["team=blue", ["c", "b"]],
    ["team=blue europe", ["c"]],
    ["failed", ["b"]],
    ["nothing", []],
  ] as const) {
    it(`filters jobs by ${JSON.stringify(jobs)}, wherever the words are`, async () => {
      under.fake.addPipelineJob({ ...PLACE, pipelineJobId: "a", displayName: "Training" });
      const labels = { team: "blue" };
      under.fake.addPipelineJob({ ...PLACE, pipelineJobId: "b", labels, state: "PIPELINE_STATE_FAILED" });
      under.fake.addPipelineJob({ project: "p", region: "europe-west4", pipelineJobId: "c", labels });
      const found = await state({ jobs });
      assert.deepEqual(
        found.jobs.kinds.flatMap(({ shown }) => shown.map(({ id }) => id)),
        ids,
      );
      assert.equal(found.jobs.total, 3);
    });
  }

  for (const [requests, count] of [
    ["", 3],
    ["404", 1],
    ["pipelineJobs.cancel", 1],
    ["get filter=state", 1],
    ["delete", 0],
  ] as const) {
    it(`searches requests for ${JSON.stringify(requests)}`, async () => {
      const name = under.fake.addPipelineJob(JOB);
      await under.post(`${name}:cancel`);
      await under.get(`${PARENT}/pipelineJobs/none`);
      await under.get(`${PARENT}/pipelineJobs?filter=state%3D%22PIPELINE_STATE_RUNNING%22`);
      assert.equal((await state({ requests })).requests.shown.length, count);
    });
  }

  it("holds names as they are, in JSON that no browser takes for HTML", async () => {
    const displayName = `</script><img src=x onerror="alert(1)">\u202E`;
    under.fake.addPipelineJob({ ...JOB, displayName, labels: { "<b>": "</td>" } });
    const { contentType, json } = await under.get("/_fake/state");
    assert.match(contentType, /^application\/json/);
    const [row] = (json as unknown as PageState).jobs.kinds[0]?.shown ?? [];
    assert.deepEqual([row?.displayName, row?.labels], [displayName, { "<b>": "</td>" }]);
  });
});
