import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsOf } from "../support/cancellationProvider";

const KEY = JSON.stringify({ type: "service_account", client_email: "a@b", private_key: "canary" });

describe("Settings", () => {
  it("take the endpoint from gcp:vertexAiCustomEndpoint, then from the environment, then Google's", () => {
    const env = { GOOGLE_VERTEX_AI_CUSTOM_ENDPOINT: "http://127.0.0.1:2/v1/" };
    assert.equal(
      settingsOf({ "gcp:vertexAiCustomEndpoint": "http://127.0.0.1:1/v1/" }, env).endpoint(),
      "http://127.0.0.1:1/v1/",
    );
    assert.equal(settingsOf({}, env).endpoint(), "http://127.0.0.1:2/v1/");
    assert.equal(settingsOf({}).endpoint(), "https://{{region}}-aiplatform.googleapis.com/v1/");
  });

  it("refuse an endpoint without version or trailing slash, and name where it came from", () => {
    const bad = settingsOf({ "gcp:vertexAiCustomEndpoint": "http://canary:1" });
    assert.throws(
      () => bad.endpoint(),
      (error: Error) => {
        assert.match(
          error.message,
          /^gcp:vertexAiCustomEndpoint is not an endpoint with a version and a trailing slash/,
        );
        assert.doesNotMatch(error.message, /canary/);
        return true;
      },
    );
  });

  it("take an access token from config before the environment", () => {
    const env = { GOOGLE_OAUTH_ACCESS_TOKEN: "from-env", GOOGLE_CREDENTIALS: KEY };
    assert.deepEqual(settingsOf({ "gcp:accessToken": "t" }, env).credentials(), {
      kind: "accessToken",
      accessToken: "t",
    });
    assert.deepEqual(settingsOf({}, env).credentials(), { kind: "accessToken", accessToken: "from-env" });
  });

  it("take a key from config before anything of the environment", () => {
    const env = { GOOGLE_OAUTH_ACCESS_TOKEN: "from-env" };
    assert.equal(settingsOf({ "gcp:credentials": KEY }, env).credentials().kind, "key");
    assert.equal(settingsOf({}, { GCLOUD_KEYFILE_JSON: KEY }).credentials().kind, "key");
  });

  it("take tokens and keys as the path of a file too", () => {
    const folder = mkdtempSync(join(tmpdir(), "settings-"));
    try {
      writeFileSync(join(folder, "token"), "from-file\n");
      writeFileSync(join(folder, "key.json"), KEY);
      const token = settingsOf({ "gcp:accessToken": join(folder, "token") }).credentials();
      assert.deepEqual(token, { kind: "accessToken", accessToken: "from-file" });
      assert.equal(settingsOf({ "gcp:credentials": join(folder, "key.json") }).credentials().kind, "key");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("fall back to Application Default Credentials", () => {
    assert.deepEqual(settingsOf({}).credentials(), { kind: "applicationDefault" });
  });

  it("refuse a token beside a key", () => {
    const both = settingsOf({ "gcp:accessToken": "t", "gcp:credentials": KEY });
    assert.throws(() => both.credentials(), {
      message: "gcp:accessToken and gcp:credentials are both set: set one of them",
    });
  });

  it("refuse credentials that are no JSON or of an unknown type, without repeating them", () => {
    const canaries = [
      { "gcp:credentials": "canary" },
      { "gcp:credentials": '{"type":"canary","private_key":"canary"}' },
    ];
    for (const config of canaries) {
      assert.throws(
        () => settingsOf(config).credentials(),
        (error: Error) => {
          assert.match(error.message, /^gcp:credentials /);
          assert.doesNotMatch(error.message, /canary/);
          return true;
        },
      );
    }
  });
});
