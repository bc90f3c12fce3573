import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { FakeVertexAi } from "../../../src/testing";
import { EngineProcesses } from "../../support/engineProcesses";
import { eventually } from "../../support/eventually";
import type { StartedCommand } from "../../support/startedCommand";
import type { Adapter, Kind, Moment } from "./moments";
import { effectiveCancels, letJobsStop, Stage } from "./stage";
import { goBack, STACK_TRACE, type Wreck } from "./wayBack";

/** The provider process notices within this time that its engine is dead: documented. */
const ORPHAN_LIVES_AT_MOST_MS = 10_000;

/** What is done to an `up`, and in what state that leaves the stack. */
export type Blow = (up: StartedCommand, processes: EngineProcesses, fake: FakeVertexAi) => Promise<Wreck>;

/** Who is killed. */
export type Victim = "engine" | "provider" | "both";

/** Kills without a word. */
export function killing(victim: Victim): Blow {
  return async (up, processes, fake) => {
    if (victim !== "provider") up.kill("SIGKILL");
    if (victim !== "engine") processes.killProvider();
    const cancels = effectiveCancels(fake);
    // What was on its way may arrive.
    await sleep(500);
    const { length } = fake.requests;
    await eventually("the end of the provider process", () => !processes.isProviderAlive, ORPHAN_LIVES_AT_MOST_MS);
    assert.deepEqual(effectiveCancels(fake), cancels, "the orphan cancels nothing more");
    assert.deepEqual(fake.requests.slice(length), [], "the orphan sends nothing more");
    const code = await up.ended;
    assert.notEqual(code, 0);
    return { isLocked: victim !== "provider" };
  };
}

/** Does something to an `up` at a moment, goes the documented way back, and destroys the stack. */
export async function strike(kind: Kind, adapter: Adapter, moment: Moment, blow: Blow): Promise<void> {
  const stage = await Stage.create(kind, adapter);
  const fake = await stage.openFake();
  const processes = new EngineProcesses();
  try {
    if (moment.held) fake.addFault(moment.held(kind));
    if (moment.doJobsStop) letJobsStop(fake);
    const up = stage.stack.start("up", processes.environment);
    await eventually(`the moment ${moment.when}`, () => moment.isReached(fake, kind), 120_000);
    const wreck = await blow(up, processes, fake);
    assert.doesNotMatch(up.output, STACK_TRACE);
    await goBack(stage, fake, wreck);
  } finally {
    processes.end();
    await stage.stack.remove();
    await fake.stop();
  }
}
