import assert from "node:assert/strict";
import { type Message, message } from "../../../src/messages/message";
import { AuthError, ConnectionError, type HttpAnswer, HttpError } from "../../../src/vertex/errors";
import type { Call } from "../../../src/vertex/http/call";
import { Caller } from "../../../src/vertex/http/caller";
import type { Credentials } from "../../../src/vertex/http/credentials";
import { Deadline } from "../../../src/vertex/http/deadline";
import { Transport } from "../../../src/vertex/http/transport";
import { authorizedUser } from "../../support/credentialsFiles";
import { inVirtualTime } from "../../support/virtualTime";
import { type Answer, withAnswers } from "../../support/withAnswers";

const PLACE = { project: "p", region: "us-central1" };
const FIXED: Credentials = { kind: "accessToken", accessToken: "secret-token" };

/** An error as Google's APIs answer it. */
function googleError(status: number, error: object): Answer {
  return { status, body: JSON.stringify({ error: { code: status, ...error } }) };
}

describe("Transport", () => {
  const server = withAnswers();

  const transport = (credentials: Credentials = FIXED, endpoint = `${server().origin}/v1/`) =>
    new Transport({
      endpoint,
      signal: new AbortController().signal,
      caller: new Caller({ credentials, source: "gcp:accessToken", scopes: [], universeDomain: "googleapis.com" }),
    });
  const call = (): Call => ({
    method: "GET",
    path: "projects/p/x",
    tried: message("cannotGet", { name: "x" }),
    permission: "x.get",
    deadline: new Deadline(60_000),
  });
  const key = () => authorizedUser("refresh", { token_uri: `${server().origin}/token` }) as never;

  /** What becomes of a request that is answered so. */
  async function failureOf(
    answer: Answer,
    credentials: Credentials = FIXED,
  ): Promise<{ message: string; content: Message; answer: HttpAnswer }> {
    server().answerBy(({ url }) => (url === "/token" ? { body: '{"access_token":"t"}' } : answer));
    const error: unknown = await transport(credentials)
      .send(PLACE, call())
      .catch((reason: unknown) => reason);
    assert.ok(error instanceof HttpError, String(error));
    return error;
  }

  it("returns the text of a response unchanged", async () => {
    server().answerBy(() => ({ body: ' {"a": 1}\n' }));
    assert.equal(await transport().send(PLACE, call()), ' {"a": 1}\n');
  });

  it("returns the value that the reader parses from a response", async () => {
    server().answerBy(() => ({ body: '{"a": 1}' }));
    assert.deepEqual(await transport().fetch(PLACE, call(), (json) => json as object), { a: 1 });
  });

  for (const { what, body, fault } of [
    { what: "blank", body: " \n", fault: "an empty answer" },
    { what: "HTML", body: "<html>", fault: "an answer of another kind" },
    { what: "null", body: "null", fault: "an answer of another kind" },
    { what: "a JSON string", body: '"ok"', fault: "an answer of another kind" },
  ]) {
    it(`rejects a response body that is ${what}, and names the server`, async () => {
      server().answerBy(() => ({ body }));
      await assert.rejects(transport().command(PLACE, call()), {
        name: "ConnectionError",
        message: `cannot get x: ${fault} (HTTP 200 from ${server().origin})`,
      });
    });
  }

  it("accepts any JSON as the success of a command", async () => {
    server().answerBy(() => ({ body: '{"new":"field"}' }));
    await transport().command(PLACE, call());
    assert.equal(server().requests.length, 1);
  });

  it("reports an error with Google's status, reason, and message", async () => {
    const details = [{ reason: "QUOTA_EXCEEDED" }];
    const { message, answer } = await failureOf(
      googleError(400, { status: "FAILED_PRECONDITION", message: "Not now.", details }),
    );
    assert.equal(message, "cannot get x: HTTP 400 FAILED_PRECONDITION QUOTA_EXCEEDED: Not now");
    assert.deepEqual(answer, { status: 400, googleStatus: "FAILED_PRECONDITION", reason: "QUOTA_EXCEEDED" });
  });

  it("names the missing permission for a 403", async () => {
    const { message } = await failureOf(googleError(403, { status: "PERMISSION_DENIED", message: "Denied." }));
    assert.equal(message, "cannot get x: HTTP 403 PERMISSION_DENIED: Denied (needs x.get)");
  });

  it("asks whether the host and the region are right when an error is not from Google", async () => {
    const { message, answer } = await failureOf({ status: 404, body: "<html>Not found</html>" });
    const from = `(from ${server().origin}, region us-central1: are both right?)`;
    assert.equal(message, `cannot get x: HTTP 404: the answer is not a Google error ${from}`);
    assert.deepEqual(answer, { status: 404 });
  });

  it("follows no redirect", async () => {
    const { answer } = await failureOf({ status: 302, headers: { location: `${server().origin}/elsewhere` } });
    assert.equal(answer.status, 302);
    assert.equal(server().requests.length, 1);
  });

  it("reports the wait time that the server requests", async () => {
    const { answer } = await failureOf({ status: 503, headers: { "retry-after": "7" } });
    assert.equal(answer.retryAfterMs, 7_000);
  });

  it("names the source of a refused access token that can't be renewed", async () => {
    const refused = (await failureOf({ status: 401 })).content;
    assert.equal(refused.code, "accessTokenRefused");
    assert.deepEqual(refused.parameters.source, { input: "gcp:accessToken" });
    assert.equal((await failureOf({ status: 401 }, { kind: "key", key: key() })).content.code, "unauthenticated");
  });

  it("marks only the budget of the same project and region as scarce after a 429", async () => {
    server().answerBy(() => ({ status: 429 }));
    const asked = transport();
    await assert.rejects(asked.send(PLACE, call()), HttpError);
    assert.equal(asked.budgetOf({ ...PLACE }).isScarce, true);
    assert.equal(asked.budgetOf({ ...PLACE, region: "europe-west4" }).isScarce, false);
    server().answerBy(() => ({ status: 503 }));
    const other = transport();
    await assert.rejects(other.send(PLACE, call()), HttpError);
    assert.equal(other.budgetOf(PLACE).isScarce, false);
  });

  it("reports the system error code when it cannot reach the server", async () => {
    await assert.rejects(transport(FIXED, "http://127.0.0.1:1/v1/").send(PLACE, call()), {
      name: "ConnectionError",
      message: "cannot get x: cannot reach http://127.0.0.1:1: ECONNREFUSED",
    });
  });

  it("reports a refused access token as an AuthError", async () => {
    server().answerBy(() => ({ status: 400, body: '{"error":"invalid_grant"}' }));
    const refused = transport({ kind: "key", key: key() }).send(PLACE, call());
    await assert.rejects(refused, (error: Error) => {
      assert.ok(error instanceof AuthError);
      assert.match(error.message, /^cannot get x: could not get an access token: .*invalid_grant/);
      return true;
    });
  });

  it("reports the status when the token server refuses with an empty body", async () => {
    server().answerBy(() => ({ status: 400, body: "" }));
    await assert.rejects(transport({ kind: "key", key: key() }).send(PLACE, call()), {
      name: "AuthError",
      message: "cannot get x: could not get an access token: HTTP 400",
    });
  });

  it("reports a 502 from the token server as a ConnectionError", async () => {
    server().answerBy(() => ({ status: 502 }));
    await inVirtualTime(async () => {
      const failed = transport({ kind: "key", key: key() }).send(PLACE, call());
      await assert.rejects(failed, (error: Error) => {
        assert.ok(error instanceof ConnectionError);
        assert.match(error.message, /^cannot get x: could not get an access token now: /);
        return true;
      });
    });
  });
});
