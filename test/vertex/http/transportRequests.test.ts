import assert from "node:assert/strict";
import { message } from "../../../src/messages/message";
import type { Call } from "../../../src/vertex/http/call";
import { Caller, type Fallback } from "../../../src/vertex/http/caller";
import type { Identity } from "../../../src/vertex/http/credentials";
import { Deadline } from "../../../src/vertex/http/deadline";
import type { RequestKind } from "../../../src/vertex/http/requestBudget";
import { RequestBudgets } from "../../../src/vertex/http/requestBudgets";
import { type Connection, Transport } from "../../../src/vertex/http/transport";
import { inVirtualTime } from "../../support/virtualTime";
import { withAnswers } from "../../support/withAnswers";

const PLACE = { project: "p", region: "europe-west4" };

describe("Transport", () => {
  const server = withAnswers();

  const identityOf = (accessToken: string): Identity => ({
    credentials: { kind: "accessToken", accessToken },
    source: `source of ${accessToken}`,
    scopes: [],
    universeDomain: "googleapis.com",
  });
  const transport = (more: Partial<Connection> = {}, fallback?: Fallback) =>
    new Transport({
      endpoint: `${server().origin}/{{region}}/v1/`,
      signal: new AbortController().signal,
      caller: new Caller(identityOf("first"), fallback),
      ...more,
    });
  const callOf = (more: Partial<Call> = {}): Call => ({
    method: "GET",
    path: "projects/p/x",
    tried: message("cannotGet", { name: "x" }),
    permission: "x.get",
    deadline: new Deadline(60_000),
    ...more,
  });
  const first = () => server().requests[0] ?? assert.fail("nothing was sent");

  it("sends a request to the region's endpoint with the access token and the parameters", async () => {
    await transport().send(PLACE, callOf({ params: { filter: 'state="A B"', pageSize: 7 } }));
    const { method, url, headers, body } = first();
    assert.equal(method, "GET");
    const { pathname, searchParams } = new URL(url, server().origin);
    assert.equal(pathname, "/europe-west4/v1/projects/p/x");
    assert.deepEqual(
      [...searchParams],
      [
        ["filter", 'state="A B"'],
        ["pageSize", "7"],
      ],
    );
    assert.equal(headers.authorization, "Bearer first");
    assert.equal(body, "");
  });

  it("sends the body of a call as JSON", async () => {
    await transport().send(PLACE, callOf({ method: "POST", body: () => ({ names: ["a", "ü"] }) }));
    const { method, headers, body } = first();
    assert.equal(method, "POST");
    assert.match(headers["content-type"] ?? "", /^application\/json/);
    assert.deepEqual(JSON.parse(body), { names: ["a", "ü"] });
  });

  for (const { what, settings, userProject, reason } of [
    {
      what: "sends no quota project and no request reason by default",
      settings: {},
      userProject: undefined,
      reason: undefined,
    },
    {
      what: "sends the project of the jobs as the quota project",
      settings: { userProjectOverride: {} },
      userProject: "p",
      reason: undefined,
    },
    {
      what: "sends the billing project as the quota project",
      settings: { userProjectOverride: { billingProject: "payer" } },
      userProject: "payer",
      reason: undefined,
    },
    {
      what: "sends the request reason",
      settings: { requestReason: "teardown of pr-7" },
      userProject: undefined,
      reason: "teardown of pr-7",
    },
  ]) {
    it(what, async () => {
      await transport(settings).send(PLACE, callOf());
      const { headers } = first();
      assert.deepEqual([headers["x-goog-user-project"], headers["x-goog-request-reason"]], [userProject, reason]);
    });
  }

  it("retries a request with the fallback identity when the first access token is refused", async () => {
    const taken: string[] = [];
    const onTaken = (refused: Identity, other: Identity) => taken.push(refused.source, other.source);
    server().answerBy(({ headers }) => ({ status: headers.authorization === "Bearer first" ? 401 : 200 }));
    const both = transport({}, { identity: identityOf("second"), onTaken });
    await both.send(PLACE, callOf());
    await both.send(PLACE, callOf());
    const tokens = server().requests.map(({ headers }) => headers.authorization);
    assert.deepEqual(tokens, ["Bearer first", "Bearer second", "Bearer second"]);
    assert.deepEqual(taken, ["source of first", "source of second"]);
  });

  it("does not retry with the fallback identity when the API denies a request", async () => {
    server().answerBy(() => ({ status: 403 }));
    const both = transport({}, { identity: identityOf("second"), onTaken: () => assert.fail("was taken up") });
    await assert.rejects(both.send(PLACE, callOf()));
    assert.equal(server().requests.length, 1);
  });

  it("sends at most one batch a second, and other requests as fast as the budget allows", async () => {
    await inVirtualTime(async () => {
      const wide = transport({ budgets: new RequestBudgets(600) });
      const sendMany = async (countsAs: RequestKind) => {
        const call = callOf({ countsAs, deadline: new Deadline(200_000) });
        for (let sent = 0; sent < 61; sent += 1) await wide.send(PLACE, call);
        return call.deadline.elapsedMs();
      };
      assert.ok((await sendMany("look")) < 60_000);
      assert.ok((await sendMany("batch")) >= 60_000);
    });
  });

  it("counts a request against the budget of its project and region", async () => {
    await inVirtualTime(async () => {
      const frugal = transport({ budgets: new RequestBudgets(1) });
      const deadline = new Deadline(50_000);
      await frugal.send(PLACE, callOf({ deadline }));
      await frugal.send({ ...PLACE, region: "us-central1" }, callOf({ deadline }));
      await frugal.send({ ...PLACE, project: "q" }, callOf({ deadline }));
      await assert.rejects(
        frugal.send(PLACE, callOf({ deadline })),
        /^ConnectionError: cannot get x: the budget of requests to europe-west4 was used up$/,
      );
    });
  });
});
