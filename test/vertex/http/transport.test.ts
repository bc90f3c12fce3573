import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { message } from "../../../src/messages/message";
import { ConnectionError } from "../../../src/vertex/errors";
import { Caller } from "../../../src/vertex/http/caller";
import { Deadline } from "../../../src/vertex/http/deadline";
import { RequestBudgets } from "../../../src/vertex/http/requestBudgets";
import { Transport } from "../../../src/vertex/http/transport";
import { authorizedUser } from "../../support/credentialsFiles";
import { countLiveBytes } from "../../support/heap";
import { inVirtualTime } from "../../support/virtualTime";
import { PLACE } from "../../support/withFake";

const deadline = new Deadline(60_000);
const CALL = {
  method: "GET",
  path: "projects/p",
  tried: message("cannotGet", { name: "x" }),
  permission: "x",
  deadline,
} as const;

describe("Transport", () => {
  let silent: Server;
  let url: string;
  beforeEach(async () => {
    silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  });
  afterEach(() => {
    silent.closeAllConnections();
    silent.close();
  });

  const transport = (credentials: object, more: object = {}) =>
    new Transport({
      endpoint: `${url}v1/`,
      requestTimeoutMs: 100,
      signal: new AbortController().signal,
      caller: new Caller({
        credentials: credentials as never,
        source: "gcp:credentials",
        scopes: [],
        universeDomain: "googleapis.com",
      }),
      ...more,
    });

  it("times out a request that gets no response", async () => {
    const send = transport({ kind: "accessToken", accessToken: "t" }).send(PLACE, CALL);
    await assert.rejects(send, (error: Error) => {
      assert.ok(error instanceof ConnectionError);
      assert.equal(error.message, `cannot get x: no answer from ${url.slice(0, -1)} within 0.1 s`);
      return true;
    });
  });

  it("times out a request when the token server does not respond", async () => {
    const key = authorizedUser("u", { token_uri: `${url}token` });
    await assert.rejects(transport({ kind: "key", key }).send(PLACE, CALL), ConnectionError);
  });

  it("sends nothing more and stops waiting for an access token after an abort", async () => {
    const abort = new AbortController();
    const key = authorizedUser("u", { token_uri: `${url}token` });
    const asked = once(silent, "request");
    const send = transport({ kind: "key", key }, { signal: abort.signal, requestTimeoutMs: 60_000 }).send(PLACE, CALL);
    await asked;
    abort.abort();
    await assert.rejects(send, { name: "AbortedError" });
  });

  it("aborts a request when the caller no longer needs the response", async () => {
    const needed = new AbortController();
    silent.once("request", () => needed.abort());
    const patient = transport({ kind: "accessToken", accessToken: "t" }, { requestTimeoutMs: 60_000 });
    const sent = patient.send(PLACE, { ...CALL, signal: needed.signal });
    await assert.rejects(sent, { name: "AbortedError", message: "aborted" });
  });

  it("sends nothing until mayRequest resolves, and stops waiting when it is aborted", async () => {
    const abort = new AbortController();
    let asked = 0;
    silent.on("request", () => {
      asked += 1;
    });
    let allow = () => {};
    const mayRequest = () => new Promise<void>((resolve) => (allow = resolve));
    const held = transport({ kind: "accessToken", accessToken: "t" }, { mayRequest, signal: abort.signal });
    const first = held.send(PLACE, CALL);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(asked, 0);
    allow();
    await assert.rejects(first, ConnectionError);
    assert.equal(asked, 1);
    const second = held.send(PLACE, CALL);
    setTimeout(() => abort.abort(), 20);
    await assert.rejects(second, { name: "AbortedError" });
    assert.equal(asked, 1);
  });

  it("waits for the budget only until the deadline", async () => {
    silent.on("request", (_request, response) => response.end("{}"));
    await inVirtualTime(async () => {
      const call = { ...CALL, deadline: new Deadline(5_000) };
      const frugal = transport({ kind: "accessToken", accessToken: "t" }, { budgets: new RequestBudgets(1) });
      await frugal.send(PLACE, call);
      await assert.rejects(frugal.send(PLACE, call), /the budget of requests to us-central1 was used up/);
      await assert.rejects(frugal.send(PLACE, call), /the budget of requests to us-central1 was used up/);
      assert.ok(call.deadline.elapsedMs() <= 5_010, `${call.deadline.elapsedMs()} ms`);
    });
  });

  it("releases the memory of a request that has ended", async () => {
    silent.on("request", (_request, response) => response.end("{}"));
    const mayRequest = () => Promise.resolve();
    const settings = { mayRequest, budgets: new RequestBudgets(1_000), requestTimeoutMs: 60_000 };
    const frugal = transport({ kind: "accessToken", accessToken: "t" }, settings);
    const send = async (count: number) => {
      for (let sent = 0; sent < count; sent += 1) {
        await frugal.send(PLACE, { ...CALL, signal: new AbortController().signal });
      }
    };
    await send(100);
    const before = await countLiveBytes();
    await send(200);
    const keptBytes = (await countLiveBytes()) - before;
    assert.ok(keptBytes < 200 * 10_000, `${keptBytes} bytes of 200 requests`);
  }).timeout(20_000);
});
