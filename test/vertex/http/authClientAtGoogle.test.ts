import assert from "node:assert/strict";
import { authClientOf } from "../../../src/vertex/http/authClient";
import type { Identity } from "../../../src/vertex/http/credentials";
import { serviceAccountKey } from "../../support/credentialsFiles";
import { claimsOf } from "../../support/localGoogle";
import { withLocalGoogle } from "../../support/withLocalGoogle";

const SCOPES = ["https://www.googleapis.com/auth/cloud-platform.read-only"];
const IMPERSONATION = { serviceAccount: "other@p.iam.gserviceaccount.com", delegates: ["between@p"] };

describe("authClientOf with Google's token servers", () => {
  const google = withLocalGoogle("http://127.0.0.1:1/v1/"); // nothing is asked of Vertex AI

  async function tokenOf(credentials: Identity["credentials"], more: Partial<Identity> = {}) {
    const identity = { credentials, source: "gcp:credentials", scopes: SCOPES, universeDomain: "googleapis.com" };
    const client = await authClientOf({ ...identity, ...more });
    return (await client.getAccessToken()).token;
  }
  const key = (more: object = {}) => ({ kind: "key", key: serviceAccountKey(more) }) as Identity["credentials"];
  const locations = () => google().forTokens.map(({ host, path }) => `${host}${path}`);

  it("requests a service account's access token from Google by default", async () => {
    assert.equal(await tokenOf(key()), "token-of-robot@p.iam.gserviceaccount.com");
    assert.deepEqual(locations(), ["oauth2.googleapis.com/token"]);
  });

  it("uses a token with the cloud-platform scope to impersonate another service account", async () => {
    assert.equal(await tokenOf(key(), { impersonation: IMPERSONATION }), "token-of-other@p.iam.gserviceaccount.com");
    const [own, other] = google().forTokens;
    const claims = claimsOf(new URLSearchParams(own?.body).get("assertion") ?? "");
    assert.equal(claims.scope, "https://www.googleapis.com/auth/cloud-platform");
    assert.equal(
      `${other?.host}${other?.path}`,
      "iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/other@p.iam.gserviceaccount.com:generateAccessToken",
    );
    assert.equal(other?.headers.authorization, "Bearer token-of-robot@p.iam.gserviceaccount.com");
    const { delegates, scope } = JSON.parse(other?.body ?? "");
    assert.deepEqual([delegates, scope], [["between@p"], SCOPES]);
  });

  it("exchanges an identity token for a service account's access token in the configured universe", async () => {
    const federated: Identity["credentials"] = {
      kind: "identityToken",
      audience: "//iam.universe.example/pool",
      serviceAccountEmail: "robot@p.iam.gserviceaccount.com",
      identityToken: "identity",
    };
    const token = await tokenOf(federated, { universeDomain: "universe.example" });
    assert.equal(token, "token-of-robot@p.iam.gserviceaccount.com");
    assert.deepEqual(locations(), [
      "sts.universe.example/v1/token",
      "iamcredentials.universe.example/v1/projects/-/serviceAccounts/robot@p.iam.gserviceaccount.com:generateAccessToken",
    ]);
    const [exchange, impersonation] = google().forTokens;
    const form = new URLSearchParams(exchange?.body);
    assert.equal(form.get("subject_token"), "identity");
    assert.equal(form.get("audience"), "//iam.universe.example/pool");
    assert.deepEqual(JSON.parse(impersonation?.body ?? "").scope, SCOPES);
  });
});
