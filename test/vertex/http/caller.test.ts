import assert from "node:assert/strict";
import { AuthError } from "../../../src/vertex/errors";
import { Caller } from "../../../src/vertex/http/caller";
import type { Identity } from "../../../src/vertex/http/credentials";
import { authorizedUser } from "../../support/credentialsFiles";

const ROBOT = "robot@p.iam.gserviceaccount.com";

function identityOf(accessToken: string, more: Partial<Identity> = {}): Identity {
  const credentials = { kind: "accessToken", accessToken } as const;
  return { credentials, source: `source of ${accessToken}`, scopes: [], universeDomain: "googleapis.com", ...more };
}

describe("Caller", () => {
  const tokenOf = async (caller: Caller) =>
    (await (await caller.authClient()).getRequestHeaders()).get("authorization")?.replace("Bearer ", "");

  it("uses one client, so that it gets an access token only once", async () => {
    const caller = new Caller(identityOf("first"));
    assert.equal(await tokenOf(caller), "first");
    assert.equal(await caller.authClient(), await caller.authClient());
  });

  it("retries after it could not create a client", async () => {
    const { GOOGLE_APPLICATION_CREDENTIALS: before } = process.env;
    process.env.GOOGLE_APPLICATION_CREDENTIALS = "/nowhere/key.json";
    try {
      const caller = new Caller(identityOf("", { credentials: { kind: "applicationDefault" } }));
      const first = caller.authClient();
      await assert.rejects(first, AuthError);
      assert.notEqual(caller.authClient(), first);
      await assert.rejects(caller.authClient(), AuthError);
    } finally {
      if (before === undefined) delete process.env.GOOGLE_APPLICATION_CREDENTIALS;
      else process.env.GOOGLE_APPLICATION_CREDENTIALS = before;
    }
  });

  it("names the source of an access token only if that token can't be renewed", () => {
    assert.equal(new Caller(identityOf("first")).fixedTokenSource, "source of first");
    const impersonation = { serviceAccount: ROBOT, delegates: [] };
    assert.equal(new Caller(identityOf("first", { impersonation })).fixedTokenSource, undefined);
    const credentials = { kind: "key", key: authorizedUser("u") as Record<string, unknown> } as const;
    assert.equal(new Caller(identityOf("", { credentials })).fixedTokenSource, undefined);
  });

  describe("after a refused access token", () => {
    it("keeps its identity when it has no fallback", async () => {
      const caller = new Caller(identityOf("first"));
      assert.equal(await caller.fallBack(await caller.authClient()), false);
      assert.equal(await tokenOf(caller), "first");
    });

    it("uses the fallback identity, reports that once, and has no third identity", async () => {
      const taken: string[][] = [];
      const caller = new Caller(identityOf("first"), {
        identity: identityOf("second"),
        onTaken: (refused, now) => taken.push([refused.source, now.source]),
      });
      const refused = await caller.authClient();
      assert.equal(await caller.fallBack(refused), true);
      assert.equal(await tokenOf(caller), "second");
      assert.equal(caller.fixedTokenSource, "source of second");
      // Another request that was on its way with the first token.
      assert.equal(await caller.fallBack(refused), true);
      assert.equal(await caller.fallBack(await caller.authClient()), false);
      assert.deepEqual(taken, [["source of first", "source of second"]]);
    });
  });
});
