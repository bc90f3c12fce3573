import assert from "node:assert/strict";
import { authorizedUser } from "../../support/credentialsFiles";
import { settingsOf } from "../../support/resourceDriver";

const KEY = JSON.stringify(authorizedUser("u"));

describe("Settings", () => {
  it("uses the scopes of the Google provider by default", () => {
    assert.deepEqual(settingsOf({}).identity().scopes, [
      "https://www.googleapis.com/auth/cloud-platform",
      "https://www.googleapis.com/auth/userinfo.email",
    ]);
    assert.deepEqual(settingsOf({ "gcp:scopes": '["s"]' }).identity().scopes, ["s"]);
  });

  it("reads the request timeout from gcp:requestTimeout", () => {
    assert.equal(settingsOf({ "gcp:requestTimeout": "1m30s" }).connection().requestTimeoutMs, 90_000);
    assert.equal(settingsOf({}).connection().requestTimeoutMs, undefined);
  });

  it("names every setting that can't be used at once", () => {
    const settings = settingsOf({
      "gcp:accessToken": "a b",
      "gcp:universeDomain": "no domain",
      "gcp:impersonateServiceAccount": "nobody",
      "gcp:impersonateServiceAccountDelegates": "nobody",
      "gcp:scopes": "s",
      "gcp:vertexAiCustomEndpoint": "nowhere",
      "gcp:userProjectOverride": "perhaps",
      "gcp:requestReason": "two\nlines",
      "gcp:requestTimeout": "soon",
    });
    const external = settingsOf({ "gcp:externalCredentials": '{"serviceAccountEmail": "nobody"}' });
    assert.deepEqual(
      settings
        .errors()
        .map(({ source }) => source.replace("gcp:", ""))
        .sort((one, other) => one.localeCompare(other)),
      [
        "accessToken",
        "impersonateServiceAccount",
        "impersonateServiceAccountDelegates",
        "requestReason",
        "requestTimeout",
        "scopes",
        "universeDomain",
        "userProjectOverride",
        "vertexAiCustomEndpoint",
      ],
    );
    assert.deepEqual(
      external.errors().map(({ source }) => source),
      ["audience", "serviceAccountEmail", "identityToken"].map((field) => `gcp:externalCredentials.${field}`),
    );
  });

  it("ignores empty strings", () => {
    const settings = settingsOf({ "gcp:accessToken": "", "gcp:project": "" }, { GOOGLE_CREDENTIALS: "" });
    assert.equal(settings.identity().source, "Application Default Credentials");
    assert.equal(settings.configured("project"), undefined);
  });

  it("takes an empty list for none, as the Google provider does", () => {
    const settings = settingsOf({
      "gcp:impersonateServiceAccount": "target@p.iam.gserviceaccount.com",
      "gcp:impersonateServiceAccountDelegates": "[]",
      "gcp:scopes": "[]",
    });
    assert.deepEqual(settings.errors(), []);
    assert.deepEqual(settings.identity().impersonation?.delegates, []);
    assert.deepEqual(settings.identity().scopes, settingsOf({}).identity().scopes);
  });

  it("says where the credentials come from", () => {
    assert.equal(settingsOf({ "gcp:credentials": KEY }).identity().source, "gcp:credentials");
    assert.equal(settingsOf({}, { GCLOUD_KEYFILE_JSON: KEY }).identity().source, "GCLOUD_KEYFILE_JSON");
  });

  it("has a fallback identity only for an explicit access token", () => {
    const env = { GOOGLE_CREDENTIALS: KEY };
    assert.equal(settingsOf({ "gcp:accessToken": "t" }, env).fallbackIdentity()?.source, "GOOGLE_CREDENTIALS");
    assert.equal(settingsOf({ "gcp:credentials": KEY }, env).fallbackIdentity(), undefined);
    assert.equal(settingsOf({}, { GOOGLE_OAUTH_ACCESS_TOKEN: "t" }).fallbackIdentity(), undefined);
  });

  it("does not use a refused access token as the fallback", () => {
    const env = { GOOGLE_OAUTH_ACCESS_TOKEN: "t", GOOGLE_CREDENTIALS: KEY };
    assert.equal(settingsOf({ "gcp:accessToken": "t" }, env).fallbackIdentity()?.source, "GOOGLE_CREDENTIALS");
  });
});
