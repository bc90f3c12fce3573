import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Deadline, earliest } from "../../../src/vertex/http/deadline";
import { inVirtualTime } from "../../support/virtualTime";

describe("Deadline", () => {
  it("counts down to zero, and not below", async () => {
    await inVirtualTime(async () => {
      const deadline = new Deadline(5_000);
      assert.deepEqual([deadline.elapsedMs(), deadline.remainingMs()], [0, 5_000]);
      await sleep(2_000);
      assert.deepEqual([deadline.elapsedMs(), deadline.remainingMs()], [2_000, 3_000]);
      await sleep(4_000);
      assert.deepEqual([deadline.elapsedMs(), deadline.remainingMs()], [6_000, 0]);
    });
  });

  it("ignores changes of the system clock", async () => {
    await inVirtualTime(async (clock) => {
      const deadline = new Deadline(5_000);
      clock.setSystemTime(Date.now() + 3_600_000);
      assert.equal(deadline.remainingMs(), 5_000);
    });
  });

  it("limits a timeout to the remaining time, but to no less than 1 s", async () => {
    await inVirtualTime(async () => {
      const deadline = new Deadline(10_000);
      assert.equal(deadline.boundMs(4_000), 4_000);
      assert.equal(deadline.boundMs(30_000), 10_000);
      await sleep(9_500);
      assert.equal(deadline.boundMs(30_000), 1_000);
      assert.equal(deadline.boundMs(200), 200);
    });
  });

  it("is returned by earliest() if it ends first", async () => {
    await inVirtualTime(async () => {
      const long = new Deadline(10_000);
      await sleep(8_000);
      const short = new Deadline(5_000);
      assert.equal(earliest([short, long]), long);
      assert.equal(earliest([long, short]), long);
      assert.equal(earliest([short]), short);
      assert.throws(() => earliest([]), TypeError);
    });
  });
});
