import assert from "node:assert/strict";
import { render } from "../../../src/messages/render";
import { PLUGIN_WORDS } from "../../../src/plugin/words";
import { checkProviderSettings, providerSettings } from "../../../src/provider/connection/providerSettings";
import { UNKNOWN } from "../../support/wireProperties";

const failuresOf = (given: Record<string, unknown>, env: Record<string, string> = {}) =>
  checkProviderSettings(given, env).map(({ property, reason }) => [property, render(reason, PLUGIN_WORDS)]);

describe("the settings of a provider of the plugin", () => {
  it("are those of a connection, with a default project and region", () => {
    const given = { project: "p", region: "us-central1", accessToken: "t", requestTimeout: "45s", scopes: '["a"]' };
    assert.deepEqual(failuresOf({ ...given, version: "1.0.0", pluginDownloadURL: "x", __internal: {} }), []);
    const settings = providerSettings(given, { GOOGLE_PROJECT: "other" });
    assert.deepEqual([settings.project(), settings.region()], ["p", "us-central1"]);
    assert.equal(providerSettings({}, { GOOGLE_PROJECT: "other" }).project(), "other");
  });

  it("are refused under any other name", () => {
    assert.deepEqual(failuresOf({ zone: "a", "access-token": UNKNOWN }), [
      ["zone", "is not a setting of the provider"],
      ["access-token", "is not a setting of the provider"],
    ]);
  });

  it("are named by the plugin's names, and variables by theirs", () => {
    assert.deepEqual(failuresOf({ accessToken: "t", credentials: "{}" }), [
      ["accessToken", "and vertex-jobs:credentials are both set: set one of them"],
    ]);
    assert.deepEqual(failuresOf({}, { GOOGLE_CREDENTIALS: "x" }), [
      ["", "GOOGLE_CREDENTIALS is neither JSON nor the path of a JSON file"],
    ]);
  });

  it("are not looked for in the environment while they are not known yet", () => {
    assert.deepEqual(failuresOf({ accessToken: UNKNOWN }, { GOOGLE_CREDENTIALS: "x" }), []);
  });

  it("have a project and a region that are texts", () => {
    assert.deepEqual(failuresOf({ project: 7, region: null }), [["project", "must be a string"]]);
  });
});
