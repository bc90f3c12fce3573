import assert from "node:assert/strict";
import { secret, UNKNOWN } from "../../support/wireProperties";
import { calls, withFake } from "../../support/withFake";
import { withPlugin } from "../../support/withPlugin";

const BOOLEAN = "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7";
const LIST = "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2";

describe("the provider of the plugin", function () {
  this.timeout(30_000);
  this.slow(5_000);
  const fake = withFake();
  const run = withPlugin(fake);
  const provider = () => run().about("PipelineJobCancellation");

  it("names all settings that can't be used at once, and repeats no value", async () => {
    const { failures } = await provider().checkConfig({
      project: secret("Canary Project"),
      region: "canary",
      accessToken: secret("canary token"),
      requestTimeout: "canary",
      scopes: ["canary", 1],
      userProjectOverride: "canary",
      universeDomain: "canary/",
      acessToken: secret("canary"),
    });
    assert.deepEqual(failures.sort(), [
      ["accessToken", "is not an access token: it has spaces or line breaks"],
      ["acessToken", "is not a setting of the provider"],
      ["project", "must look like my-project"],
      ["region", "must look like us-central1"],
      ["requestTimeout", 'must be a time with its unit, such as "45s"'],
      ["scopes[1]", "must be a string"],
      ["universeDomain", "must be a domain such as googleapis.com"],
      ["userProjectOverride", "must be true or false"],
    ]);
  });

  it("accepts values that are not known yet, and does not use the environment instead", async () => {
    const config = {
      project: UNKNOWN,
      credentials: UNKNOWN,
      universeDomain: UNKNOWN,
      scopes: LIST,
      userProjectOverride: BOOLEAN,
      externalCredentials: { audience: UNKNOWN },
      vertexAiCustomEndpoint: secret(UNKNOWN),
    };
    assert.deepEqual((await provider().checkConfig(config)).failures, []);
  });

  it("refuses a name that it does not know, whatever its value", async () => {
    const { failures } = await provider().checkConfig({ zone: UNKNOWN, version: "1.0.0", pluginDownloadURL: "x" });
    assert.deepEqual(failures, [["zone", "is not a setting of the provider"]]);
  });

  it("takes lists, objects, and booleans as values and as JSON texts", async () => {
    const settings = {
      scopes: ["a", "b"],
      userProjectOverride: true,
      externalCredentials: { audience: "a", serviceAccountEmail: "a@b.c", identityToken: "t" },
    };
    const texts = Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, JSON.stringify(value)]));
    for (const config of [settings, texts]) assert.deepEqual((await provider().checkConfig(config)).failures, []);
  });

  it("marks credentials as secret, and keeps other secrets", async () => {
    const { inputs } = await provider().checkConfig({ accessToken: "t", project: secret("p"), region: "us-central1" });
    assert.deepEqual(inputs, { accessToken: secret("t"), project: secret("p"), region: "us-central1" });
  });

  it("shows which settings change, each as a whole, and is never replaced", async () => {
    const olds = { project: "p", scopes: ["a"], accessToken: secret("t"), region: "us-central1" };
    const news = { project: "q", scopes: ["a", "b"], accessToken: secret("t"), requestReason: "r" };
    const { changes, replaces, paths } = await provider().diffConfig(olds, news);
    assert.deepEqual([changes, replaces], [true, []]);
    assert.deepEqual(paths, { project: "UPDATE", scopes: "UPDATE", region: "DELETE", requestReason: "ADD" });
    assert.equal((await provider().diffConfig(olds, olds)).changes, false);
  });

  it("names its settings by the plugin's names in every operation of a resource", async () => {
    const bad = await run().start({ requestTimeout: "canary" });
    bad.said = { urn: "urn:pulumi:s::p::vertex-jobs:index:JobSweep::resource" };
    const args = { selector: { allJobs: true } };
    const inputs = (await provider().check({}, { pipelineJobId: "a" })).inputs;
    const sweep = { ...inputs, ...(await run().about("JobSweep").check({}, args)).inputs, cancelOn: ["delete"] };
    const reason = 'vertex-jobs:requestTimeout must be a time with its unit, such as "45s"';
    assert.deepEqual((await bad.check({}, args)).failures, [["", reason]]);
    assert.deepEqual((await bad.invoke("vertex-jobs:index:getJobs", {})).failures, [["", reason]]);
    const failures = [
      bad.create(sweep),
      bad.read("id", sweep),
      bad.update("id", sweep, sweep),
      bad.delete("id", sweep),
    ];
    for (const failing of failures) {
      await assert.rejects(failing, (error: Error) => {
        assert.ok(error.message.includes(reason), error.message);
        assert.doesNotMatch(error.message, /gcp:|canary/);
        return true;
      });
    }
    bad.said = { ...bad.said, isPreview: true };
    await bad.create(sweep);
    assert.ok(run().engine.told.at(-1)?.message.includes(reason));
    assert.deepEqual(calls(fake()), []);
  });

  it("names its own config when a default is missing", async () => {
    const bare = await run().start({ project: "", region: "" });
    bare.said = { urn: "urn:pulumi:s::p::vertex-jobs:index:PipelineJobCancellation::resource" };
    assert.deepEqual((await bare.check({}, { pipelineJobId: "a" })).failures, [
      ["project", "is missing: give it here, or set vertex-jobs:project or GOOGLE_PROJECT"],
      ["region", "is missing: give it here, or set vertex-jobs:region or GOOGLE_REGION"],
    ]);
  });
});
