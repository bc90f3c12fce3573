import assert from "node:assert/strict";
import fc from "fast-check";
import { FakeVertexAi } from "../../src/testing";
import * as errors from "../../src/vertex/errors";
import { Deadline } from "../../src/vertex/http/deadline";
import { CUSTOM_JOBS, PIPELINE_JOBS } from "../../src/vertex/kinds/kinds";
import { pauseSchedules, resumeSchedule } from "../../src/vertex/schedules/pauseSchedules";
import { findActiveChildJobs, stopChildJobs } from "../../src/vertex/stopping/childJobs";
import { JobSweeper } from "../../src/vertex/stopping/jobSweeper";
import type { VertexAi } from "../../src/vertex/vertexAi";
import { activeIds, cancelledNames } from "../support/sweepJobs";
import { anyTwist, type Twist } from "../support/twist";
import { TwistingProxy } from "../support/twistingProxy";
import { vertexAiAt } from "../support/vertexAi";
import { inVirtualTime } from "../support/virtualTime";
import { PLACE } from "../support/withFake";

const RUNS = Number(process.env.HOSTILE_RUNS ?? 200);
const TIMEOUT_MS = 20_000;
/** A request that is under way when time is up, and the few that follow, may take so long. */
const REQUESTS_MS = 121_000;
const SELECTION = {
  selector: { labels: { env: "pr-7" } },
  kind: PIPELINE_JOBS,
  nowMs: Date.parse("2026-01-01T00:00:00Z"),
};
const STOP = { requestedBefore: false, missingIsStopped: false };
const JOB = { ...PLACE, jobId: "a" };
const CHILD = `projects/${PLACE.project}/locations/${PLACE.region}/customJobs/1`;
/** Twists that can make a listing that is right in itself, and not true: without a job, or with other labels. */
const LIES: ReadonlySet<Twist["as"]> = new Set(["replace", "remove", "huge"]);
const TYPED = [
  errors.AbortedError,
  errors.AuthError,
  errors.ConnectionError,
  errors.HttpError,
  errors.TimeoutError,
  errors.TooManyJobsError,
];

interface Operation {
  do(vertexAi: VertexAi, deadline: Deadline): Promise<unknown>;
  /** Jobs that do not run once it has succeeded. */
  readonly ends?: readonly string[];
  /** Twists by which it can be told that there is nothing to do. */
  readonly unless?: ReadonlySet<Twist["as"]>;
}

/** All that is asked of the API. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  "looks at a job": {
    do: (vertexAi, deadline) => vertexAi.coordinatorOf(PIPELINE_JOBS, PLACE).observe(JOB, { ...STOP, deadline }),
  },
  "stops a job": {
    do: (vertexAi, deadline) => vertexAi.coordinatorOf(PIPELINE_JOBS, PLACE).stop(JOB, { ...STOP, deadline }),
    ends: ["a"],
  },
  "sweeps jobs": {
    do: (vertexAi, deadline) =>
      new JobSweeper(vertexAi, {
        locations: [PLACE],
        selections: [SELECTION],
        maxJobs: 10,
        deadline,
        before: [],
      }).sweep(),
    ends: ["a", "b"],
    unless: LIES,
  },
  "looks for child jobs": {
    do: (vertexAi, deadline) => findActiveChildJobs(vertexAi, PIPELINE_JOBS, JOB, deadline),
  },
  "stops a child job": { do: (vertexAi, deadline) => stopChildJobs(vertexAi, [CHILD], deadline) },
  "looks at a custom job": {
    do: (vertexAi, deadline) =>
      vertexAi.coordinatorOf(CUSTOM_JOBS, PLACE).observe({ ...JOB, jobId: "1" }, { ...STOP, deadline }),
  },
  "pauses schedules": {
    do: (vertexAi, deadline) => drained(pauseSchedules(vertexAi, PLACE, SELECTION, { deadline })),
  },
  "resumes schedules": {
    do: (vertexAi, deadline) =>
      resumeSchedule(vertexAi, `projects/${PLACE.project}/locations/${PLACE.region}/schedules/2`, deadline, {
        lastResumeTime: "",
        isDeclaredPaused: () => false,
      }),
  },
};

async function drained<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = [];
  for await (const value of values) all.push(value);
  return all;
}

async function startFake(): Promise<FakeVertexAi> {
  const fake = await FakeVertexAi.start({ timeToCancelMs: 3_000 });
  const labels = { env: "pr-7" };
  const job = fake.addCustomJob({ ...PLACE, customJobId: "1", staysBehind: true });
  const jobDetail = { taskDetails: [{ state: "RUNNING", executorDetail: { customJobDetail: { job } } }] };
  fake.addPipelineJob({ ...PLACE, pipelineJobId: "a", labels, jobDetail });
  fake.addPipelineJob({ ...PLACE, pipelineJobId: "b", labels });
  fake.addPipelineJob({ ...PLACE, pipelineJobId: "other", labels: { env: "production" } });
  fake.addSchedule({ ...PLACE, scheduleId: "1", cron: "0 0 1 1 *", pipelineJob: { pipelineSpec: {}, labels } });
  fake.addSchedule({ ...PLACE, scheduleId: "2", cron: "0 0 1 1 *", state: "PAUSED" });
  return fake;
}

describe("a server with corrupted answers", function () {
  this.timeout(600_000);

  for (const [what, operation] of Object.entries(OPERATIONS)) {
    it(`${what}, or fails with a typed error in time, and touches nothing else`, async () => {
      const history = fc.record({ twist: anyTwist, from: fc.nat(6), times: fc.constantFrom(1, 2, 1_000_000) });
      await fc.assert(
        fc.asyncProperty(history, async ({ twist, from, times }) => {
          await play(operation, twist, (request) => request >= from && request < from + times);
        }),
        { numRuns: Math.ceil(RUNS / Object.keys(OPERATIONS).length) },
      );
    });
  }

  async function play(operation: Operation, twist: Twist, isTwisted: (request: number) => boolean): Promise<void> {
    const fake = await startFake();
    const proxy = await TwistingProxy.start(fake.url, (request) => (isTwisted(request) ? twist : undefined));
    try {
      const { error, elapsedMs, active } = await inVirtualTime(async () => {
        const deadline = new Deadline(TIMEOUT_MS);
        const failure: unknown = await operation.do(vertexAiAt(proxy.endpoint), deadline).then(
          () => undefined,
          (thrown: unknown) => thrown ?? new Error("nothing was thrown"),
        );
        return { error: failure, elapsedMs: deadline.elapsedMs(), active: activeIds(fake) };
      });
      if (error !== undefined) assertTyped(error);
      else if (!LIES.has(twist.as))
        assert.deepEqual(
          active.filter((id) => operation.ends?.includes(id)),
          [],
        );
      assert.ok(elapsedMs <= TIMEOUT_MS + REQUESTS_MS, `it took ${elapsedMs} ms`);
      assert.deepEqual(
        cancelledNames(fake).filter((name) => name.includes("other")),
        [],
      );
    } finally {
      proxy.stop();
      await fake.stop();
    }
  }

  function assertTyped(error: unknown): void {
    assert.ok(error instanceof Error && TYPED.some((type) => error instanceof type), `untyped: ${inspectError(error)}`);
    assert.ok(error.message.length < 2_000, `a message of ${error.message.length} characters`);
    assert.doesNotMatch(error.message, /secret-token/);
    assert.doesNotMatch(error.message, /\p{Cc}/u);
  }

  function inspectError(error: unknown): string {
    return error instanceof Error ? `${error.stack}`.slice(0, 2_000) : String(error);
  }
});
