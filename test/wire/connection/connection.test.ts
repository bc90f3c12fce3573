import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ADAPTERS, type Adapter, PLUGIN, startConfigured } from "../../support/adapters";
import { LocalGoogle } from "../../support/localGoogle";
import { plainEnvironment } from "../../support/pulumiEnvironment";
import type { ProviderProcess } from "../../support/wire";
import { WireEngine } from "../../support/wireEngine";
import { withFake } from "../../support/withFake";
import { badSettings, CANARY } from "./badSettings";
import { identities } from "./identities";
import type { Surroundings, UsableSettings } from "./usableSettings";
import { ways } from "./ways";

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";
const TYPE = "PipelineJobCancellation";

/** Whether an adapter can be given what a row says. */
const canBeGiven =
  ({ takesGoogleProvider }: Adapter) =>
  ({ gcpProvider }: { readonly gcpProvider?: object }) =>
    takesGoogleProvider || !gcpProvider;

for (const adapter of ADAPTERS) {
  describe(`the connection of ${adapter.title}`, function () {
    const raw = { name: NAME, ignoreMissing: true, ...adapter.inputsOf(TYPE) };

    this.timeout(30_000);
    this.slow(5_000);
    const fake = withFake();
    let home: string;
    let google: LocalGoogle;
    let engine: WireEngine;
    let provider: ProviderProcess | undefined;

    beforeEach(async () => {
      home = mkdtempSync(join(tmpdir(), "connection-"));
      google = await LocalGoogle.start(home, fake().endpoint);
      engine = await new WireEngine().start();
    });
    afterEach(async () => {
      await provider?.stop();
      provider = undefined;
      engine.kill();
      await google.stop();
      rmSync(home, { recursive: true });
    });

    const surroundings = (): Surroundings => ({
      google,
      file: (name, contents) => {
        const path = join(home, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, typeof contents === "string" ? contents : JSON.stringify(contents));
        return path;
      },
    });

    /** A provider process that has nothing but what a row says. */
    async function start({ config, env }: Pick<UsableSettings, "config" | "env">): Promise<ProviderProcess> {
      const given = { ...plainEnvironment(), HOME: home, ...google.environment, ...env?.(surroundings()) };
      provider = await startConfigured(adapter, engine.address, TYPE, {
        config: config?.(surroundings()) ?? {},
        env: given,
      });
      return provider;
    }

    const inputsOf = async ({ inputs, gcpProvider }: UsableSettings): Promise<Record<string, unknown>> => {
      const all = { ...raw, gcpProvider, ...inputs?.(surroundings()) };
      const given = Object.entries(all).filter(([, value]) => value !== undefined);
      const checked = await provider?.check({}, Object.fromEntries(given));
      assert.deepEqual(checked?.failures, []);
      return checked?.inputs ?? {};
    };

    for (const row of [...identities, ...ways].filter(canBeGiven(adapter))) {
      it(`uses ${adapter.spelled(row.title)}`, async () => {
        const started = await start(row);
        await started.create(await inputsOf(row));

        const [request] = google.toVertexAi;
        assert.ok(request, "Vertex AI was not called");
        assert.equal(request.headers.authorization, `Bearer ${row.token}`);
        assert.equal(request.host, row.host ?? "us-central1-aiplatform.googleapis.com");
        assert.ok(request.path.startsWith(row.path ?? "/v1/projects/p/locations/us-central1/"), request.path);
        for (const [name, value] of Object.entries(row.headers ?? {})) assert.equal(request.headers[name], value, name);
        if (row.tokens) assert.deepEqual(row.tokens(google), row.expectedTokens);
        assert.deepEqual(started.printed, []);
      });
    }

    for (const { title, config, env, inputs, gcpProvider, failure } of badSettings.filter(canBeGiven(adapter))) {
      const [property, reason] = failure;
      it(`refuses ${adapter.spelled(title)}`, async () => {
        const started = await start({ config: () => config ?? {}, env: () => env ?? {} });
        const { failures } = await started.check({}, { ...raw, ...(gcpProvider && { gcpProvider }), ...inputs });
        assert.deepEqual(failures, [[property, adapter.spelled(reason)]]);
        assert.doesNotMatch(JSON.stringify([failures, engine.told, started.printed]), CANARY);
        assert.deepEqual(google.seen, []);
      });
    }
  });
}

describe("the check of the settings of a provider of the plugin", function () {
  this.timeout(30_000);
  this.slow(5_000);
  let home: string;
  let engine: WireEngine;
  let provider: ProviderProcess | undefined;

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), "connection-"));
    engine = await new WireEngine().start();
  });
  afterEach(async () => {
    await provider?.stop();
    provider = undefined;
    engine.kill();
    rmSync(home, { recursive: true });
  });

  for (const { title, config, env, failure } of badSettings.filter(
    ({ inputs, gcpProvider }) => !inputs && !gcpProvider,
  )) {
    const [, property = "", reason = ""] = /^(?:gcp:(\S+) )?(.*)$/.exec(failure[1]) ?? [];
    it(`refuses ${PLUGIN.spelled(title)}`, async () => {
      provider = await PLUGIN.start(engine.address, { ...plainEnvironment(), HOME: home, ...env });
      const { failures } = await provider.checkConfig(PLUGIN.configOf(config ?? {}));
      assert.deepEqual(failures, [[property, PLUGIN.spelled(reason)]]);
      assert.doesNotMatch(JSON.stringify([failures, engine.told, provider.printed]), CANARY);
    });
  }
});
