import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stubOf } from "../../../src/resources/stub";
import { LocalGoogle } from "../../support/localGoogle";
import { plainEnvironment } from "../../support/pulumiEnvironment";
import { ProviderProcess, WireEngine } from "../../support/wire";
import { withFake } from "../../support/withFake";
import { badSettings, CANARY } from "./badSettings";
import { identities } from "./identities";
import type { Surroundings, UsableSettings } from "./usableSettings";
import { ways } from "./ways";

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";
const RAW = { name: NAME, ignoreMissing: true, __provider: stubOf("PipelineJobCancellation") };

describe("the connection of the provider process", function () {
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
    provider = await ProviderProcess.start(engine.address, given);
    await provider.configure(config?.(surroundings()) ?? {});
    return provider;
  }

  const inputsOf = async ({ inputs }: Pick<UsableSettings, "inputs">): Promise<Record<string, unknown>> => {
    const given = Object.entries({ ...RAW, ...inputs?.(surroundings()) }).filter(([, value]) => value !== undefined);
    const checked = await provider?.check({}, Object.fromEntries(given));
    assert.deepEqual(checked?.failures, []);
    return checked?.inputs ?? {};
  };

  for (const row of [...identities, ...ways]) {
    it(`uses ${row.title}`, async () => {
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

  for (const { title, config, env, inputs, failure } of badSettings) {
    it(`refuses ${title}`, async () => {
      const started = await start({ config: () => config ?? {}, env: () => env ?? {} });
      const { failures } = await started.check({}, { ...RAW, ...inputs });
      assert.deepEqual(failures, [failure]);
      assert.doesNotMatch(JSON.stringify([failures, engine.told, started.printed]), CANARY);
      assert.deepEqual(google.seen, []);
    });
  }
});
