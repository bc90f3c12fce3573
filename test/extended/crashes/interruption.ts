import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../support/eventually";
import type { Blow } from "./crash";
import { letJobsStop } from "./stage";

/** How long somebody waits before pressing Ctrl-C again, in milliseconds. */
const IMPATIENT_AFTER_MS = 1_500;

/** Sends what the terminal sends for Ctrl-C to an up that stops jobs through the plugin: once is enough. */
export const interrupting: Blow = async (up, processes, fake) => {
  up.kill("SIGINT");
  assert.notEqual(await up.ended, 0);
  await eventually("the end of the provider process", () => !processes.isProviderAlive, 10_000);
  const { length } = fake.requests;
  await sleep(500);
  assert.deepEqual(fake.requests.slice(length), [], "nothing more is sent");
  assert.match(up.output, /aborted \(last known: .*\)\. Run `pulumi up` again to resume the wait/);
  return { isLocked: false, isKept: true };
};

/** Sends what the terminal sends for Ctrl-C to an up that stops jobs through the dynamic provider, which is not told of it. */
export function pressingCtrlC(howOften: "once" | "twice"): Blow {
  return async (up, processes, fake) => {
    up.kill("SIGINT");
    await sleep(IMPATIENT_AFTER_MS);
    const active = fake.pipelineJobs.filter(({ state }) => state === "PIPELINE_STATE_CANCELLING");
    assert.ok(active.length > 0 && processes.isProviderAlive, "it goes on waiting");
    if (howOften === "once") letJobsStop(fake);
    else up.kill("SIGINT");
    const code = await up.ended;
    assert.notEqual(code, 0);
    await eventually("the end of the provider process", () => !processes.isProviderAlive, 10_000);
    return { isLocked: false };
  };
}
