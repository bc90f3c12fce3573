import assert from "node:assert/strict";
import type { FakeVertexAi } from "../../../src/testing";
import { effectiveCancels, letJobsStop, type Stage } from "./stage";

/** What the SDK would print of an error that carries its stack. */
export const STACK_TRACE = /^\s+at .*:\d+:\d+/m;

/** How a stack came to need the way back. */
export interface Wreck {
  /** Whether its engine was killed, and so left a lock and an operation that is recorded as begun. */
  readonly isLocked: boolean;
  /** Whether the resource is in the state already, and nothing is recorded as begun and not ended. */
  readonly isKept?: boolean;
}

/** Goes the documented way back, and destroys the stack: whatever has happened, the end is the same. */
export async function goBack(stage: Stage, fake: FakeVertexAi, { isLocked, isKept }: Wreck): Promise<void> {
  const { stack, kind } = stage;
  if (isLocked) await stack.cancel();
  const { resources, pending } = await stack.state();
  if (isLocked) assert.equal(resources.length + pending, 1, "the resource or its pending operation is in the state");
  if (isKept)
    assert.deepEqual([resources.length, pending], [1, 0], "the resource is in the state, and nothing is pending");
  letJobsStop(fake);
  const up = await stack.up();
  const refresh = await stack.refresh({ clearPendingCreates: true });
  const state = await stack.state();
  assert.equal(state.pending, 0);
  const [outputs] = state.resources.map((resource) => resource.outputs);
  if (kind === "sweep") assert.deepEqual(outputs?.activeJobs, []);
  else assert.match(String(outputs?.outcome), /^(CANCELLED|ALREADY_TERMINAL)$/);
  assert.equal(outputs?.desiredState, "STOPPED");

  const destroy = await stack.destroy();
  assert.equal(destroy.changes.delete, 2);
  for (const { output } of [up, refresh, destroy]) assert.doesNotMatch(output, STACK_TRACE);
  assertEnd(stage, fake);
}

function assertEnd({ jobs }: Stage, fake: FakeVertexAi): void {
  const cancels = [...effectiveCancels(fake)].sort();
  assert.deepEqual(
    cancels,
    jobs.map((name) => [name, 1]),
    "each job was cancelled once, and no other",
  );
  const running = fake.pipelineJobs.filter(({ state }) => state !== "PIPELINE_STATE_CANCELLED");
  assert.deepEqual(
    running.map(({ name }) => String(name).split("/").at(-1)),
    ["kept-1"],
  );
}
