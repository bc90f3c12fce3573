import assert from "node:assert/strict";
import fc from "fast-check";
import { describeHistory, describePlayed } from "./describeHistory";
import { histories } from "./histories";
import type { History } from "./history";
import { violations } from "./invariants";
import { play } from "./play";

/** How many histories are played, from which seed, or which one of them alone. */
const { MODEL_HISTORIES = "1000", MODEL_SEED = "1", MODEL_PATH } = process.env;

describe("the provider", function () {
  this.timeout(7_200_000);

  it(`satisfies all invariants in ${MODEL_HISTORIES} random histories from seed ${MODEL_SEED}`, async () => {
    const property = fc.asyncProperty(histories, async (history) => {
      assert.deepEqual(violations(history, await play(history)), []);
    });
    const result = await fc.check(property, {
      seed: Number(MODEL_SEED),
      ...(MODEL_PATH ? { path: MODEL_PATH, numRuns: 1 } : { numRuns: Number(MODEL_HISTORIES) }),
    });
    if (result.failed) assert.fail(await tell(result));
  });
});

/** A failure as a human reads it: what was violated, what happened, the shortest history, and how to play it again. */
async function tell(result: fc.RunDetails<[History]>): Promise<string> {
  const { counterexample, seed, counterexamplePath, numShrinks, errorInstance } = result;
  const [history] = counterexample ?? [];
  if (!history) return `no history could be played: ${errorInstance}`;
  return [
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
    await play(history).then(describePlayed, (error: unknown) => `  it ends with ${error}`),
    `  the history, after ${numShrinks} shrinks:`,
    describeHistory(history),
    `  again: MODEL_SEED=${seed} MODEL_PATH=${counterexamplePath} npm run test:model`,
  ].join("\n");
}
