import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import sinon from "sinon";
import { authClientOf } from "../../../src/vertex/http/authClient";
import type { Identity } from "../../../src/vertex/http/credentials";
import { authorizedUser, externalAccount, serviceAccountKey } from "../../support/credentialsFiles";

const SCOPES = ["https://www.googleapis.com/auth/cloud-platform.read-only"];

describe("authClientOf", () => {
  let server: Server;
  let tokenUrl: string;
  /** What was sent to the server that gives out access tokens. */
  let asked: URLSearchParams[];

  beforeEach(async () => {
    asked = [];
    server = createServer(async (request, response) => {
      asked.push(new URLSearchParams(await text(request)));
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ access_token: `token ${asked.length}`, expires_in: 3_600, token_type: "Bearer" }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    sinon.restore();
  });

  const clientOf = (credentials: object, more: Partial<Identity> = {}) =>
    authClientOf({
      credentials: credentials as Identity["credentials"],
      source: "gcp:credentials",
      scopes: SCOPES,
      universeDomain: "googleapis.com",
      ...more,
    });
  const keyOf = (key: object) => ({ kind: "key", key });

  it("sends a given access token unchanged", async () => {
    const headers = await (await clientOf({ kind: "accessToken", accessToken: "given" })).getRequestHeaders();
    assert.equal(headers.get("authorization"), "Bearer given");
    assert.deepEqual(asked, []);
  });

  it("gets a user's access token from the token_uri of the login file, and only once", async () => {
    const client = await clientOf(keyOf(authorizedUser("refresh", { token_uri: tokenUrl })));
    assert.equal((await client.getRequestHeaders()).get("authorization"), "Bearer token 1");
    assert.equal((await client.getRequestHeaders()).get("authorization"), "Bearer token 1");
    assert.deepEqual(
      asked.map((body) => [body.get("grant_type"), body.get("refresh_token")]),
      [["refresh_token", "refresh"]],
    );
  });

  it("gets a service account's access token from the token_uri of its key, with that audience and the given scopes", async () => {
    const client = await clientOf(keyOf(serviceAccountKey({ token_uri: tokenUrl })));
    assert.equal((await client.getRequestHeaders()).get("authorization"), "Bearer token 1");
    const [, claims = ""] = String(asked[0]?.get("assertion")).split(".");
    const { aud, scope, iss } = JSON.parse(Buffer.from(claims, "base64url").toString());
    assert.deepEqual([aud, scope, iss], [tokenUrl, SCOPES[0], "robot@p.iam.gserviceaccount.com"]);
  });

  it("ignores the quota project of a login file", async () => {
    const client = await clientOf(keyOf(authorizedUser("u", { token_uri: tokenUrl, quota_project_id: "elsewhere" })));
    assert.equal((await client.getRequestHeaders()).get("x-goog-user-project"), null);
  });

  it("refuses credentials of another universe, and names that universe", async () => {
    const key = keyOf(serviceAccountKey({ universe_domain: "universe.example" }));
    await assert.rejects(clientOf(key), {
      name: "AuthError",
      message: "gcp:credentials are for universe.example, and universeDomain is googleapis.com: set the same",
    });
    assert.equal((await clientOf(key, { universeDomain: "universe.example" })).universeDomain, "universe.example");
  });

  it("suppresses the warnings of the auth library, but not those of other code", async () => {
    const printed: unknown[] = [];
    sinon.replace(console, "warn", (...said: unknown[]) => printed.push(said));
    await clientOf(keyOf(externalAccount(tokenUrl, { file: "/token" })));
    assert.deepEqual(printed, []);
    console.warn("theirs");
    assert.deepEqual(printed, [["theirs"]]);
  });
});
