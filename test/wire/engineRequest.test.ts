import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import packageJson from "../../package.json";
import { stubOf } from "../../src/resources/stub";
import { initFailure } from "../support/initFailure";
import { consumerProject, installPackage } from "../support/projectFolder";
import { runCommand } from "../support/runCommand";
import { ProviderProcess } from "../support/wire";
import { WireEngine } from "../support/wireEngine";
import { PLACE, withFake } from "../support/withFake";

const OLDEST = packageJson.peerDependencies["@pulumi/pulumi"].replace(">=", "");
const NAME = "projects/p/locations/us-central1/pipelineJobs/a";
const RECORDED = "urn:pulumi:s::p::t::before";
const NOW = "urn:pulumi:s::p::t::now";
const RAW = { name: NAME, __provider: stubOf("PipelineJobCancellation"), __progressUrn: RECORDED };

async function installOldest(folder: string): Promise<void> {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  const flags = ["--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  await runCommand("npm", ["install", `@pulumi/pulumi@${OLDEST}`, ...flags], folder);
  installPackage(folder);
}

for (const [title, install] of Object.entries<(folder: string) => Promise<void>>({
  "the newest SDK": async (folder) => consumerProject(folder),
  [`the oldest SDK (${OLDEST})`]: installOldest,
})) {
  describe(`the provider process with ${title}`, function () {
    this.timeout(180_000);
    this.slow(10_000);
    const fake = withFake();
    let folder: string;
    let engine: WireEngine;
    let provider: ProviderProcess;
    let inputs: Record<string, unknown>;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), "sdk-"));
      await install(folder);
    });
    after(() => rmSync(folder, { recursive: true }));
    beforeEach(async () => {
      engine = await new WireEngine().start();
      provider = await ProviderProcess.start(engine.address, process.env, folder);
      await provider.configure({ "gcp:accessToken": "secret-token", "gcp:vertexAiCustomEndpoint": fake().endpoint });
      provider.said = { urn: NOW, timeoutSeconds: 1 };
      inputs = (await provider.check({}, { ...RAW, cancelOn: ["create", "delete"] })).inputs;
      fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: 3_600_000 });
    });
    afterEach(async () => {
      await provider.stop();
      engine.kill();
    });

    const urns = () => new Set(engine.told.map(({ urn }) => urn));
    const running = () => ({ ...inputs, state: "PIPELINE_STATE_RUNNING", previousState: "PIPELINE_STATE_RUNNING" });

    it("limits create, update, and delete by the timeout of the engine's request", async () => {
      const failures = [
        initFailure(await provider.create(inputs).catch((error: unknown) => error))?.reasons.join(),
        initFailure(await provider.update(NAME, running(), inputs).catch((error: unknown) => error))?.reasons.join(),
        await provider.delete(NAME, running()).catch(String),
      ];
      for (const failure of failures) assert.match(String(failure), /timed out after 1s/);
    });

    it("reports progress at the URN of the engine's request after a rename", async () => {
      await provider.create(inputs).catch(() => {});
      await provider.read(NAME, running());
      const failure = await provider.delete(NAME, running()).catch(String);
      assert.deepEqual(urns(), new Set([NOW]));
      assert.match(String(failure), new RegExp(`pulumi state delete '${NOW}'`));
    });

    it("records the URN of the engine's request instead of the URN of the constructor", async () => {
      const failed = initFailure(await provider.create(inputs).catch((error: unknown) => error));
      assert.equal(failed?.outs.__progressUrn, NOW);
      assert.deepEqual(await provider.diff(NAME, { ...failed?.outs, outcome: "CANCELLED" }, inputs), {
        changes: false,
        replaces: [],
      });
    });

    it("uses the URN and the timeout of the engine's request in a first delete, which loads the package", async () => {
      const fresh = await ProviderProcess.start(engine.address, process.env, folder);
      try {
        await fresh.configure({ "gcp:accessToken": "secret-token", "gcp:vertexAiCustomEndpoint": fake().endpoint });
        fresh.said = { urn: NOW, timeoutSeconds: 1 };
        const failure = await fresh.delete(NAME, running()).catch(String);
        assert.match(String(failure), /timed out after 1s/);
        assert.deepEqual(urns(), new Set([NOW]));
      } finally {
        await fresh.stop();
      }
    });

    it("uses the recorded URN in a first read", async () => {
      const fresh = await ProviderProcess.start(engine.address, process.env, folder);
      try {
        await fresh.configure({ "gcp:accessToken": "secret-token", "gcp:vertexAiCustomEndpoint": fake().endpoint });
        fresh.said = { urn: NOW };
        await fresh.read(NAME, running());
        assert.deepEqual(urns(), new Set([RECORDED]));
      } finally {
        await fresh.stop();
      }
    });
  });
}
