import assert from "node:assert/strict";
import { authorizedUser } from "../../support/credentialsFiles";
import { settingsOf } from "../../support/resourceDriver";

const KEY = JSON.stringify(authorizedUser("u"));

describe("Settings", () => {
  it("ask for the scopes that the Google provider asks for, unless they are set", () => {
    assert.deepEqual(settingsOf({}).identity().scopes, [
      "https://www.googleapis.com/auth/cloud-platform",
      "https://www.googleapis.com/auth/userinfo.email",
    ]);
    assert.deepEqual(settingsOf({ "gcp:scopes": '["s"]' }).identity().scopes, ["s"]);
  });

  it("let a request take as long as gcp:requestTimeout says", () => {
    assert.equal(settingsOf({ "gcp:requestTimeout": "1m30s" }).connection().requestTimeoutMs, 90_000);
    assert.equal(settingsOf({}).connection().requestTimeoutMs, undefined);
  });

  it("count empty texts as not given", () => {
    const settings = settingsOf({ "gcp:accessToken": "", "gcp:project": "" }, { GOOGLE_CREDENTIALS: "" });
    assert.equal(settings.identity().source, "Application Default Credentials");
    assert.equal(settings.configured("project"), undefined);
  });

  it("say where the credentials come from", () => {
    assert.equal(settingsOf({ "gcp:credentials": KEY }).identity().source, "gcp:credentials");
    assert.equal(settingsOf({}, { GCLOUD_KEYFILE_JSON: KEY }).identity().source, "GCLOUD_KEYFILE_JSON");
  });

  it("have another identity only where an access token was given explicitly", () => {
    const env = { GOOGLE_CREDENTIALS: KEY };
    assert.equal(settingsOf({ "gcp:accessToken": "t" }, env).fallbackIdentity()?.source, "GOOGLE_CREDENTIALS");
    assert.equal(settingsOf({ "gcp:credentials": KEY }, env).fallbackIdentity(), undefined);
    assert.equal(settingsOf({}, { GOOGLE_OAUTH_ACCESS_TOKEN: "t" }).fallbackIdentity(), undefined);
  });

  it("do not take the access token that was refused for another one", () => {
    const env = { GOOGLE_OAUTH_ACCESS_TOKEN: "t", GOOGLE_CREDENTIALS: KEY };
    assert.equal(settingsOf({ "gcp:accessToken": "t" }, env).fallbackIdentity()?.source, "GOOGLE_CREDENTIALS");
  });
});
