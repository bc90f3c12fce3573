import assert from "node:assert/strict";
import type { ScheduleSeed, ScheduleState } from "../../../src/testing";
import { ConnectionError, HttpError } from "../../../src/vertex/errors";
import { Deadline } from "../../../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { pauseSchedules, type ResumeOptions, resumeSchedule } from "../../../src/vertex/schedules/pauseSchedules";
import type { Selection } from "../../../src/vertex/selection/listSelected";
import { vertexAiAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";
import { calls, PLACE, withFake } from "../../support/withFake";

const LABELS = { env: "pr-7" };
const NAMES = "projects/p/locations/us-central1/schedules";

describe("pauseSchedules", () => {
  const fake = withFake();

  const add = (scheduleId: string, pipelineJob: object = { labels: LABELS }, seed: Partial<ScheduleSeed> = {}) =>
    fake().addSchedule({
      ...PLACE,
      scheduleId,
      cron: "0 0 1 1 *",
      pipelineJob: { pipelineSpec: {}, ...pipelineJob },
      ...seed,
    });
  const stateOf = (scheduleId: string) => fake().schedule(`${NAMES}/${scheduleId}`)?.state;

  async function pause(selection: Omit<Selection, "kind" | "nowMs">): Promise<string[]> {
    return inVirtualTime(async () => {
      const paused: string[] = [];
      const vertexAi = vertexAiAt(fake().endpoint);
      const options = { deadline: new Deadline(60_000) };
      const schedules = pauseSchedules(
        vertexAi,
        PLACE,
        { ...selection, kind: PIPELINE_JOBS, nowMs: Date.now() },
        options,
      );
      for await (const { name } of schedules) paused.push(name);
      return paused;
    });
  }

  it("pauses the schedules that launch matching jobs, and no others", async () => {
    add("1");
    add("2", { labels: { env: "production" } });
    add("3", { labels: { ...LABELS, keep: "yes" } });
    const selection = { selector: { labels: LABELS }, exclude: { labels: { keep: "*" } } };
    assert.deepEqual(await pause(selection), [`${NAMES}/1`]);
    assert.deepEqual([stateOf("1"), stateOf("2"), stateOf("3")], ["PAUSED", "ACTIVE", "ACTIVE"]);
  });

  it("lists active schedules, and sends no pause to a schedule that is not active", async () => {
    add("1", {}, { state: "PAUSED" });
    add("2");
    await pause({ selector: { labels: LABELS } });
    assert.deepEqual(
      fake().requests.map(({ apiMethod, query }) => query.filter ?? apiMethod),
      ['state="ACTIVE"', "schedules.get", "schedules.pause"],
    );
    // A server that does not filter changes nothing.
    add("3", {}, { state: "PAUSED" });
    const page = { schedules: [fake().schedule(`${NAMES}/1`)] };
    fake().addFault({ apiMethod: "schedules.list", times: 1, fault: { body: JSON.stringify(page) } });
    assert.deepEqual(await pause({ selector: { labels: LABELS } }), []);
  });

  it("reads every page", async () => {
    for (let id = 1; id <= 101; id += 1) add(`${id}`);
    assert.equal((await pause({ selector: { labels: LABELS } })).length, 101);
    assert.equal(fake().requestsOf("schedules.list").length, 2);
  });

  it("ignores conditions on states and times", async () => {
    add("1");
    const selector = {
      labels: LABELS,
      states: ["PIPELINE_STATE_QUEUED"],
      olderThan: "6h",
      createdBefore: "2020-01-01T00:00:00Z",
    };
    assert.deepEqual(await pause({ selector }), [`${NAMES}/1`]);
  });

  it("pauses nothing for a selector that cannot apply to future jobs", async () => {
    add("1");
    const name = "projects/p/locations/us-central1/pipelineJobs/a";
    for (const selector of [{ names: [name] }, { olderThan: "6h" }, { labels: LABELS, filter: "a=1" }]) {
      assert.deepEqual(await pause({ selector }), [], JSON.stringify(selector));
    }
    assert.deepEqual(await pause({ selector: { labels: LABELS }, exclude: { filter: "a=1" } }), []);
    assert.equal(stateOf("1"), "ACTIVE");
  });

  it("ignores schedules that launch something else", async () => {
    const other = { name: `${NAMES}/9`, state: "ACTIVE" };
    const schedules = [
      { ...other, createNotebookExecutionJobRequest: {} },
      { ...other, createPipelineJobRequest: null },
      { ...other, createPipelineJobRequest: {} },
      { ...other, createPipelineJobRequest: { pipelineJob: null } },
      null,
      "schedule",
    ];
    fake().addFault({ apiMethod: "schedules.list", fault: { body: JSON.stringify({ schedules }) } });
    assert.deepEqual(await pause({ selector: { allJobs: true } }), []);
    assert.deepEqual(calls(fake()), ["schedules.list"]);
  });

  it("refuses a listed schedule name that would change a URL", async () => {
    for (const name of ["../secrets", `${NAMES}/1/../../x`, `${NAMES}/1%2f`, `${NAMES}/1?x=`, 7]) {
      fake().clearRequests();
      const schedule = { name, state: "ACTIVE", createPipelineJobRequest: { pipelineJob: { labels: LABELS } } };
      const body = JSON.stringify({ schedules: [schedule] });
      const lift = fake().addFault({ apiMethod: "schedules.list", fault: { body } });
      await assert.rejects(pause({ selector: { labels: LABELS } }), ConnectionError);
      lift();
      assert.deepEqual(calls(fake()), ["schedules.list"]);
    }
  });

  it("refuses a page token that repeats an earlier page", async () => {
    fake().addFault({ apiMethod: "schedules.list", fault: { body: '{"nextPageToken":"again"}' } });
    await assert.rejects(pause({ selector: { labels: LABELS } }), /leads back to a page that was already read/);
    assert.equal(fake().requestsOf("schedules.list").length, 2);
  });

  it("reads a schedule again when the service refuses to pause it, and fails only if it is still active", async () => {
    const meanwhile = (scheduleId: string, happen: () => void) =>
      fake().onRequest(({ apiMethod, path }) => {
        if (apiMethod === "schedules.pause" && path.includes(`schedules/${scheduleId}:`)) happen();
      });
    for (const id of ["1", "2", "3", "4"]) add(id);
    meanwhile("1", () => fake().removeSchedule(`${NAMES}/1`));
    meanwhile("2", () => fake().setScheduleState(`${NAMES}/2`, "COMPLETED"));
    meanwhile("3", () => fake().setScheduleState(`${NAMES}/3`, "PAUSED"));
    assert.deepEqual(await pause({ selector: { labels: LABELS } }), [`${NAMES}/4`]);
    add("5");
    fake().addFault({ apiMethod: "schedules.pause", times: 2, fault: { status: 400 } });
    await assert.rejects(pause({ selector: { labels: LABELS } }), /cannot pause .*schedules\/5: HTTP 400/);
  });

  it("retries a refused pause once while the schedule is active", async () => {
    add("1");
    fake().addFault({ apiMethod: "schedules.pause", times: 1, fault: { status: 400 } });
    assert.deepEqual(await pause({ selector: { labels: LABELS } }), [`${NAMES}/1`]);
    assert.equal(stateOf("1"), "PAUSED");
  });

  it("counts its own pause when only the response was lost", async () => {
    add("1");
    fake().addFault({ apiMethod: "schedules.pause", times: 1, fault: { reset: "after" } });
    assert.deepEqual(await pause({ selector: { labels: LABELS } }), [`${NAMES}/1`]);
    add("2");
    fake().addFault({ apiMethod: "schedules.pause", times: 1, fault: { status: 503 } });
    fake().addFault({ apiMethod: "schedules.pause", times: 1, fault: { status: 403 } });
    await assert.rejects(pause({ selector: { labels: LABELS } }), /HTTP 403/);
  });

  it("does not count a pause by another caller as its own after a lost response", async () => {
    add("1");
    fake().addFault({ apiMethod: "schedules.pause", times: 1, fault: { reset: "after" } });
    let looks = 0;
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod !== "schedules.get" || ++looks < 2) return;
      for (const state of ["ACTIVE", "PAUSED"] as const) fake().setScheduleState(`${NAMES}/1`, state);
    });
    assert.deepEqual(await pause({ selector: { labels: LABELS } }), []);
  });

  it("names the missing permission", async () => {
    add("1");
    for (const [apiMethod, permission] of [
      ["schedules.pause", "aiplatform.schedules.update"],
      ["schedules.list", "aiplatform.schedules.list"],
      ["schedules.get", "aiplatform.schedules.get"],
    ] as const) {
      fake().addFault({ apiMethod, times: 1, fault: { status: 403 } });
      const error: unknown = await pause({ selector: { labels: LABELS } }).catch((failure: unknown) => failure);
      assert.equal(error instanceof HttpError && error.content.parameters.permission, permission);
    }
  });
});

describe("resumeSchedule", () => {
  const fake = withFake();
  const resume = (name: string, options: Partial<ResumeOptions> = {}) =>
    inVirtualTime(() =>
      resumeSchedule(vertexAiAt(fake().endpoint), name, new Deadline(60_000), {
        lastResumeTime: undefined,
        isDeclaredPaused: () => false,
        ...options,
      }),
    );
  const add = (scheduleId: string, state: ScheduleState = "PAUSED") => {
    const name = fake().addSchedule({ ...PLACE, scheduleId, cron: "0 0 1 1 *" });
    fake().setScheduleState(name, state);
    return name;
  };

  it("resumes a schedule without catching up on missed runs", async () => {
    const name = add("2");
    await resume(name);
    assert.equal(fake().schedule(name)?.state, "ACTIVE");
    assert.deepEqual(fake().requestsOf("schedules.resume").at(-1)?.body, { catchUp: false });
  });

  it("sends no resume to a schedule that is gone, active, or completed", async () => {
    for (const name of [`${NAMES}/1`, add("2", "ACTIVE"), add("3", "COMPLETED")]) await resume(name);
    assert.deepEqual(fake().requestsOf("schedules.resume"), []);
  });

  it("reads a schedule again when the service refuses to resume it, and fails only if it is still paused", async () => {
    const name = add("2");
    fake().onRequest(({ apiMethod }) => {
      if (apiMethod === "schedules.resume") fake().setScheduleState(name, "ACTIVE");
    });
    await resume(name);
    const other = add("3");
    fake().addFault({ apiMethod: "schedules.resume", times: 1, fault: { status: 400 } });
    await assert.rejects(resume(other), /cannot resume .*schedules\/3: HTTP 400/);
  });

  it("does not resume a schedule that is declared paused", async () => {
    const name = add("2");
    const isDeclaredPaused = (schedule: object) => Reflect.get(schedule, "state") === "PAUSED";
    assert.equal(await resume(name, { isDeclaredPaused }), "declared");
    assert.equal(fake().schedule(name)?.state, "PAUSED");
  });

  it("does not resume a schedule that another caller has resumed and paused again", async () => {
    const name = add("2");
    assert.equal(await resume(name, { lastResumeTime: "2026-01-01T00:00:00.000000Z" }), "pausedAgain");
    assert.equal(fake().schedule(name)?.state, "PAUSED");
    assert.equal(await resume(name, { lastResumeTime: "" }), undefined);
    assert.equal(fake().schedule(name)?.state, "ACTIVE");
  });

  it("fails when the service denies the resume", async () => {
    const name = add("1");
    fake().addFault({ apiMethod: "schedules.resume", fault: { status: 403 } });
    await assert.rejects(resume(name), /^HttpError: cannot resume .*schedules\/1: HTTP 403/);
  });
});
