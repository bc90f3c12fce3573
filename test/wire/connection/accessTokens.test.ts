import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ADAPTERS, startConfigured } from "../../support/adapters";
import { authorizedUser } from "../../support/credentialsFiles";
import { eventually } from "../../support/eventually";
import { LocalGoogle } from "../../support/localGoogle";
import { plainEnvironment } from "../../support/pulumiEnvironment";
import type { ProviderProcess } from "../../support/wire";
import { WireEngine } from "../../support/wireEngine";
import { PLACE, withFake } from "../../support/withFake";

const FRESH = "fresh";
const user = JSON.stringify(authorizedUser(FRESH));
const TYPE = "PipelineJobCancellation";
const nameOf = (jobId: string) => `projects/p/locations/us-central1/pipelineJobs/${jobId}`;
const JOBS = ["a", "b", "c", "d", "e", "f", "g", "h"].map(nameOf);

for (const adapter of ADAPTERS) {
  describe(`the access token of ${adapter.title}`, function () {
    this.timeout(30_000);
    this.slow(5_000);
    const fake = withFake({ requireAuthorization: `token-of-${FRESH}` });
    let home: string;
    let google: LocalGoogle;
    let engine: WireEngine;
    let provider: ProviderProcess;

    beforeEach(async () => {
      home = mkdtempSync(join(tmpdir(), "access-tokens-"));
      google = await LocalGoogle.start(home, fake().endpoint);
      engine = await new WireEngine().start();
    });
    afterEach(async () => {
      await provider.stop();
      engine.kill();
      await google.stop();
      rmSync(home, { recursive: true });
    });

    async function start(config: Record<string, string>, env: Record<string, string> = {}): Promise<void> {
      const given = { ...plainEnvironment(), HOME: home, ...google.environment, ...env };
      provider = await startConfigured(adapter, engine.address, TYPE, {
        config: { ...config, "gcp:vertexAiCustomEndpoint": fake().endpoint },
        env: given,
      });
    }

    const add = (name: string) => fake().addPipelineJob({ ...PLACE, pipelineJobId: name.split("/").at(-1) ?? "" });
    const inputsOf = async (name: string, more: object = {}) =>
      (await provider.check({}, { ...adapter.inputsOf(TYPE), name, cancelOn: ["create", "delete"], ...more })).inputs;
    const tokens = () => google.forTokens.length;
    const fallbacks = () => engine.told.filter(({ message }) => message.includes("is not valid any more"));

    it("is shared by all resources that run concurrently", async () => {
      await start({ "gcp:credentials": user });
      for (const name of JOBS) add(name);
      await Promise.all(JOBS.map(async (name) => provider.create(await inputsOf(name))));
      assert.equal(tokens(), 1);
    });

    it("is renewed before it expires", async () => {
      google.tokenLifetimeSeconds = 240;
      await start({ "gcp:credentials": user });
      for (const name of JOBS.slice(0, 2)) add(name);
      await provider.create(await inputsOf(nameOf("a")));
      const before = tokens();
      await provider.create(await inputsOf(nameOf("b")));
      assert.ok(tokens() > before, `${tokens()} tokens`);
    });

    it("is requested again when the token server fails", async () => {
      google.tokenFailures = 2;
      await start({ "gcp:credentials": user });
      add(nameOf("a"));
      const { outs } = await provider.create(await inputsOf(nameOf("a")));
      assert.equal(outs.outcome, "CANCELLED");
    });

    for (const [title, inputs] of [
      [adapter.spelled("gcp:accessToken"), {}],
      ["connection.accessToken", { connection: { accessToken: "ended" } }],
      ...(adapter.takesGoogleProvider
        ? [["gcpProvider.accessToken", { gcpProvider: { accessToken: "ended" } }] as const]
        : []),
    ] as const) {
      it(`is replaced by the credentials of the environment, with one message, when ${title} has expired on delete or refresh`, async () => {
        await start({ "gcp:accessToken": "ended" }, { GOOGLE_OAUTH_ACCESS_TOKEN: `token-of-${FRESH}` });
        const outputs = await Promise.all(JOBS.map((name) => inputsOf(name, inputs)));
        for (const name of JOBS) add(name);
        await provider.read(nameOf("a"), { ...outputs[0], outcome: "DEFERRED" });
        await Promise.all(outputs.map((recorded) => provider.delete(String(recorded.name), recorded)));
        for (const name of JOBS) assert.equal(fake().pipelineJob(name)?.state, "PIPELINE_STATE_CANCELLED");
        assert.deepEqual(
          fallbacks().map(({ message }) => message),
          [`${title} of the last \`pulumi up\` is not valid any more: using GOOGLE_OAUTH_ACCESS_TOKEN instead`],
        );
      });
    }

    it("is replaced by Application Default Credentials on delete when the environment has the same token", async () => {
      writeFileSync(join(home, "adc.json"), user);
      await start(
        { "gcp:accessToken": "ended" },
        { GOOGLE_OAUTH_ACCESS_TOKEN: "ended", GOOGLE_APPLICATION_CREDENTIALS: join(home, "adc.json") },
      );
      add(nameOf("a"));
      await provider.delete(nameOf("a"), await inputsOf(nameOf("a")));
      assert.match(fallbacks()[0]?.message ?? "", /using Application Default Credentials instead$/);
    });

    it("is reported with its setting and an alternative when the API rejects it on create", async () => {
      await start({ "gcp:accessToken": "ended" }, { GOOGLE_OAUTH_ACCESS_TOKEN: `token-of-${FRESH}` });
      add(nameOf("a"));
      const inputs = await inputsOf(nameOf("a"));
      await assert.rejects(provider.create(inputs), (error: Error) => {
        const advice = "is not valid or has expired, and can't be renewed: set a new one, or use gcp:credentials";
        assert.match(error.message, /HTTP 401 /);
        assert.ok(
          error.message.includes(adapter.spelled(`The access token of gcp:accessToken ${advice}`)),
          error.message,
        );
        assert.doesNotMatch(error.message, /"ended"|Bearer/);
        return true;
      });
      assert.deepEqual(fallbacks(), []);
    });

    it("is reported with the last state of the job when it expires during a wait", async () => {
      await start({ "gcp:accessToken": `token-of-${FRESH}` });
      fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: 3_600_000 });
      const inputs = await inputsOf(nameOf("a"));
      const created = provider.create(inputs);
      created.catch(() => {});
      await eventually("cancellation is asked for", () => fake().requestsOf("pipelineJobs.cancel").length > 0);
      fake().addFault({ fault: { status: 401 } });
      await assert.rejects(created, (error: Error) => {
        assert.match(error.message, /last known: PIPELINE_STATE_\w+.*can't be renewed/s);
        assert.ok(error.message.includes(adapter.spelled("The access token of gcp:accessToken ")), error.message);
        return true;
      });
    });
  });
}
