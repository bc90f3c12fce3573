import assert from "node:assert/strict";
import { useFakeTimers } from "sinon";
import { Interruption } from "../../src/commandLine/interruption";

describe("Interruption", () => {
  function interrupted(...signals: readonly (readonly [atMs: number, name: "SIGINT" | "SIGTERM"])[]) {
    const clock = useFakeTimers({ toFake: ["performance"] });
    try {
      const exits: number[] = [];
      const interruption = new Interruption((code) => exits.push(code));
      for (const [atMs, name] of signals) {
        clock.tick(atMs - clock.now);
        interruption.note(name);
      }
      return { exits, isAborted: interruption.signal.aborted, exitCode: interruption.exitCode };
    } finally {
      clock.restore();
    }
  }

  it("ends the wait but not the process on the first signal", () => {
    assert.deepEqual(interrupted([10, "SIGINT"]), { exits: [], isAborted: true, exitCode: 130 });
    assert.deepEqual(interrupted([10, "SIGTERM"]), { exits: [], isAborted: true, exitCode: 143 });
  });

  it("ignores an immediate second signal that npx forwards", () => {
    assert.deepEqual(interrupted([10, "SIGINT"], [20, "SIGINT"]).exits, []);
  });

  it("ends the process on a later second signal", () => {
    assert.deepEqual(interrupted([10, "SIGINT"], [1_500, "SIGINT"]).exits, [130]);
  });
});
