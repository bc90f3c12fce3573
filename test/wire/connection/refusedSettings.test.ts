import assert from "node:assert/strict";
import { DYNAMIC, PLUGIN } from "../../support/adapters";
import { badSettings, CANARY } from "./badSettings";
import { canBeGiven, withProcess } from "./withProcess";

/** What the plugin refuses when a provider is configured, and not with a resource. */
const ofTheProvider = badSettings.filter(({ inputs, gcpProvider }) => !inputs && !gcpProvider);

for (const { adapter, rows } of [
  { adapter: DYNAMIC, rows: badSettings },
  { adapter: PLUGIN, rows: badSettings.filter((row) => !ofTheProvider.includes(row)) },
]) {
  describe(`the check of a resource of ${adapter.title}`, function () {
    this.timeout(30_000);
    this.slow(5_000);
    const { google, engine, raw, startConfigured } = withProcess(adapter);

    for (const { title, config, env, inputs, gcpProvider, failure } of rows.filter(canBeGiven(adapter))) {
      const [property, reason] = failure;
      it(`refuses ${adapter.spelled(title)}`, async () => {
        const started = await startConfigured({ config: () => config ?? {}, env: () => env ?? {} });
        const { failures } = await started.check({}, { ...raw, ...(gcpProvider && { gcpProvider }), ...inputs });
        assert.deepEqual(failures, [[property, adapter.spelled(reason)]]);
        assert.doesNotMatch(JSON.stringify([failures, engine().told, started.printed]), CANARY);
        assert.deepEqual(google().seen, []);
      });
    }
  });
}

describe("the check of a provider of the plugin", function () {
  this.timeout(30_000);
  this.slow(5_000);
  const { engine, google, start } = withProcess(PLUGIN);

  for (const { title, config, env, failure } of ofTheProvider) {
    const [, property = "", reason = ""] = /^(?:gcp:(\S+) )?(.*)$/.exec(failure[1]) ?? [];
    it(`refuses ${PLUGIN.spelled(title)}`, async () => {
      const started = await start(() => env ?? {});
      const { failures } = await started.checkConfig(PLUGIN.configOf(config ?? {}));
      assert.deepEqual(failures, [[property, PLUGIN.spelled(reason)]]);
      assert.doesNotMatch(JSON.stringify([failures, engine().told, started.printed]), CANARY);
      assert.deepEqual(google().seen, []);
    });
  }
});
