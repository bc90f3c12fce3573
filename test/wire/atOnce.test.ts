import assert from "node:assert/strict";
import { ADAPTERS, type ResourceType } from "../support/adapters";
import { activeIds, addJobs, cancelledNames } from "../support/sweepJobs";
import type { ProviderProcess } from "../support/wire";
import { WireEngine } from "../support/wireEngine";
import { withFake } from "../support/withFake";
import { configOf } from "../support/withProvider";

/** Calls of each method and kind. */
const CALLS = 5;

const BOTH = ["create", "delete"];
const LABELS = { environment: "pr-7" };

for (const adapter of ADAPTERS) {
  describe(`${adapter.title} that receives its first calls concurrently`, function () {
    const cancellation = { ...adapter.inputsOf("PipelineJobCancellation"), cancelOn: BOTH };
    const sweep = { ...adapter.inputsOf("JobSweep"), cancelOn: BOTH, regions: ["europe-west4"] };

    this.timeout(60_000);
    this.slow(10_000);
    // Whoever was served without the configuration would neither find the server nor be let in.
    const fake = withFake({ requireAuthorization: "secret-token", timeToCancelMs: 500 });
    let engine: WireEngine;
    let processes: ProviderProcess[];

    beforeEach(async () => {
      engine = await new WireEngine().start();
      processes = [];
    });
    afterEach(async () => {
      for (const process of processes) await process.stop();
      engine.kill();
    });

    async function configuredProcess(): Promise<ProviderProcess> {
      const process = await adapter.start(engine.address);
      processes.push(process);
      await process.configure(adapter.configOf(configOf(fake())));
      return process;
    }

    it("serves deletes, reads, and creates of cancellations and sweeps with its configuration", async () => {
      const earlier = await configuredProcess();
      const about = (process: ProviderProcess, type: ResourceType) => {
        process.said = { urn: adapter.urnOf(type) };
        return process;
      };
      const checked = async (type: ResourceType, args: Record<string, unknown>) => ({
        type,
        inputs: (await about(earlier, type).check({}, args)).inputs,
      });
      const names = addJobs(fake(), { prefix: "job", count: 3 * CALLS });
      const single = await Promise.all(
        names.map((name) => checked("PipelineJobCancellation", { ...cancellation, name })),
      );
      const swept = Array.from({ length: 3 * CALLS }, (_, index) => ({ ...LABELS, sweep: `${index}` }));
      swept.forEach((labels, index) => {
        addJobs(fake(), { prefix: `swept-${index}`, count: 1, region: "europe-west4", labels });
      });
      const many = await Promise.all(swept.map((labels) => checked("JobSweep", { ...sweep, selector: { labels } })));

      const fresh = await configuredProcess();
      const called = [...single, ...many].map(({ type, inputs }, index) => {
        const recorded = {
          ...inputs,
          outcome: "DEFERRED",
          state: "PIPELINE_STATE_RUNNING",
          matched: 1,
          activeJobs: [],
        };
        const process = about(fresh, type);
        if (index % 3 === 0) return process.delete("id", recorded);
        return index % 3 === 1 ? process.read("id", recorded) : process.create(inputs);
      });
      await Promise.all(called);
      const isRead = (id: string) => Number(/\d+/.exec(id)?.[0]) % 3 === (id.startsWith("swept") ? 1 : 2);
      assert.deepEqual(
        activeIds(fake()).filter((id) => !isRead(id)),
        [],
      );
      assert.equal(activeIds(fake()).length, 2 * CALLS);
      assert.equal(new Set(cancelledNames(fake())).size, 4 * CALLS);
      assert.deepEqual(fresh.printed, []);
    });
  });
}
