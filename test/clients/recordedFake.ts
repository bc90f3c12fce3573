import assert from "node:assert/strict";
import { FakeVertexAi, type FakeVertexAiOptions } from "../../src/testing";
import { answerType, messageType } from "./apiProtos";
import { misfits } from "./misfits";
import { type Exchange, RecordingProxy } from "./recordingProxy";

/** A fake behind a proxy that keeps its answers. */
export interface RecordedFake {
  readonly fake: () => FakeVertexAi;
  /** Where clients reach it, the same in all tests of a describe. */
  readonly port: () => number;
  readonly exchanges: readonly Exchange[];
}

/** Starts a fake before each test of the enclosing describe and stops it afterwards. Its port stays. */
export function withRecordedFake(options: FakeVertexAiOptions = {}): RecordedFake {
  const proxy = new RecordingProxy();
  let fake: FakeVertexAi | undefined;
  before(() => proxy.start());
  beforeEach(async () => {
    fake = await FakeVertexAi.start(options);
    proxy.target = fake.url;
  });
  afterEach(() => fake?.stop());
  after(() => proxy.stop());
  return {
    fake: () => {
      if (!fake) throw new Error("the fake is there in tests only");
      return fake;
    },
    port: () => proxy.port,
    exchanges: proxy.exchanges,
  };
}

/** The last test of a describe: all that the fake answered in it is what the API's protos have. */
export function itAnswersAsTheProtosSay({ exchanges }: RecordedFake): void {
  it("is answered with nothing that the API's protos lack", () => {
    assert.ok(exchanges.length > 0);
    assert.deepEqual(exchanges.flatMap(answerMisfits), []);
  });
}

/** What is wrong with an answer, each with the request that it belongs to. */
export function answerMisfits({ method, url, status, body }: Exchange): string[] {
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  const dialect = searchParams.get("$alt") === "json;enum-encoding=int" ? "numbers" : "names";
  const answer: unknown = JSON.parse(body);
  const type = answerType(method, pathname);
  if (type === undefined) return [`${method} ${pathname} is no method of the API`];
  const problems = status === 200 ? misfits(answer, type, dialect) : envelopeMisfits(answer, status);
  return [...problems].map((problem) => `${method} ${pathname}: ${problem}`);
}

/** An error is a `google.rpc.Status` with the HTTP status for its code, and the code's name beside it. */
function* envelopeMisfits(answer: unknown, httpStatus: number): Generator<string> {
  const { error, ...others } = answer as { error: Record<string, unknown> };
  const { status, ...rpcStatus } = error;
  if (Object.keys(others).length > 0) yield `${Object.keys(others)} beside error`;
  if (rpcStatus.code !== httpStatus) yield `error.code is ${rpcStatus.code} in an answer with status ${httpStatus}`;
  if (!HTTP_STATUSES[String(status)]?.includes(httpStatus)) yield `error.status is ${status} with HTTP ${httpStatus}`;
  yield* misfits(rpcStatus, messageType("google.rpc.Status"), "names", "error");
}

/** @see https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
const HTTP_STATUSES: Readonly<Record<string, readonly number[]>> = {
  INVALID_ARGUMENT: [400],
  FAILED_PRECONDITION: [400],
  NOT_FOUND: [404],
  ALREADY_EXISTS: [409],
  RESOURCE_EXHAUSTED: [429],
  UNAVAILABLE: [503],
};
