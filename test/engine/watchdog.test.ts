import assert from "node:assert/strict";
import sinon from "sinon";
import { type EngineChannel, watchEngine } from "../../src/engine/watchdog";

describe("watchEngine", () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  });
  afterEach(() => clock.restore());

  /** Plays a channel, second by second, and tells in which second the engine counted as dead. */
  function deadAfter(connected: boolean[], wasReached = true): number | undefined {
    let second = 0;
    let dead: number | undefined;
    const engine: EngineChannel = {
      wasReached,
      get isConnected() {
        return connected[second] ?? false;
      },
    };
    const end = watchEngine(engine, () => {
      assert.equal(dead, undefined, "told once");
      dead = second;
    });
    for (second = 0; second < connected.length; second += 1) clock.tick(1_000);
    end();
    return dead;
  }

  const down = (seconds: number): boolean[] => Array.from({ length: seconds }, () => false);

  it("treats an engine as dead after 5 s without a connection", () => {
    assert.equal(deadAfter([true, ...down(9)]), 6);
    assert.equal(deadAfter(down(9)), 5);
  });

  it("accepts an engine that reconnects within 5 s", () => {
    assert.equal(deadAfter([true, ...down(4), true, ...down(4), true]), undefined);
  });

  it("ignores a process that never had an engine", () => {
    assert.equal(deadAfter(down(60), false), undefined);
  });
});
