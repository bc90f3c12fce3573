import assert from "node:assert/strict";
import sinon from "sinon";
import { EngineConnection } from "../../src/plugin/engineConnection";
import { eventually } from "../support/eventually";
import { WireEngine } from "../support/wireEngine";

const ENTRY = { severity: "info", message: "here", urn: "", ephemeral: true } as const;

describe("the plugin's connection to its engine", function () {
  this.timeout(10_000);
  const sandbox = sinon.createSandbox();
  let engines: WireEngine[];

  beforeEach(async () => {
    engines = [await new WireEngine().start(), await new WireEngine().start()];
  });
  afterEach(() => {
    sandbox.restore();
    for (const engine of engines) engine.kill();
  });

  async function attach(connection: EngineConnection, engine: WireEngine): Promise<void> {
    connection.attach(engine.address);
    await connection.log(ENTRY);
    assert.equal(engine.told.length, 1);
  }

  it("is lost with the engine that attached last, and not with an earlier one", async () => {
    const clock = sandbox.useFakeTimers({ now: 0, toFake: ["setInterval", "clearInterval", "performance"] });
    const [earlier, later] = engines as [WireEngine, WireEngine];
    let isDead = false;
    const connection = new EngineConnection(() => {
      isDead = true;
    });
    await attach(connection, earlier);
    await attach(connection, later);

    earlier.kill();
    for (let second = 0; second < 20; second += 1) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      await clock.tickAsync(1_000);
    }
    assert.equal(isDead, false);

    later.kill();
    await eventually("the engine counts as dead", () => {
      clock.tick(1_000);
      return isDead;
    });
  });

  it("takes messages without an engine, for a process that is tried out by hand", async () => {
    await new EngineConnection(() => {}).log(ENTRY);
  });
});
