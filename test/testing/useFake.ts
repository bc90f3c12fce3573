import { DrivenClock, FakeVertexAi, type FakeVertexAiOptions, type JsonObject } from "../../src/testing";

/** The parts of an answer that tests look at. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** The parsed body; `{}` if it is not JSON. */
  readonly json: JsonObject;
}

/** The collection that the tests use. */
export const PARENT = "projects/p/locations/us-central1";

/** A pipeline job of the tests. */
export const JOB = { project: "p", region: "us-central1", pipelineJobId: "a" } as const;

/** A fake on a driven clock for each test, and a client that speaks plain HTTP to it. */
export class FakeUnderTest {
  #fake: FakeVertexAi | undefined;
  clock = new DrivenClock();

  get fake(): FakeVertexAi {
    if (this.#fake === undefined) {
      throw new Error("The fake runs in tests only.");
    }
    return this.#fake;
  }

  async start(options: FakeVertexAiOptions): Promise<void> {
    this.clock = new DrivenClock();
    this.#fake = await FakeVertexAi.start({ clock: this.clock, ...options });
  }

  async stop(): Promise<void> {
    await this.#fake?.stop();
    this.#fake = undefined;
  }

  /** Sends a request; a path that does not begin with a slash belongs to v1. */
  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const url = path.startsWith("/") ? `${this.fake.url}${path}` : `${this.fake.endpoint}${path}`;
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: encode(body) }) });
    const text = await response.text();
    const contentType = response.headers.get("content-type") ?? "";
    return { status: response.status, contentType, text, json: contentType.includes("json") ? JSON.parse(text) : {} };
  }

  get(path: string): Promise<Reply> {
    return this.call("GET", path);
  }

  post(path: string, body?: unknown): Promise<Reply> {
    return this.call("POST", path, body);
  }

  /** The `error` of an answer, with its HTTP status. */
  async errorOf(reply: Promise<Reply>): Promise<JsonObject> {
    const { status, json } = await reply;
    return { httpStatus: status, ...(json.error as JsonObject) };
  }

  /** The ids in a listing. */
  async list(query: Record<string, string> = {}, collection = "pipelineJobs"): Promise<string[]> {
    const reply = await this.get(`${PARENT}/${collection}?${new URLSearchParams(query)}`);
    if (reply.status !== 200) {
      throw new Error(reply.text);
    }
    return ((reply.json[collection] ?? []) as JsonObject[]).map(({ name }) => String(name).split("/").at(-1) ?? "");
  }
}

/** Starts a fresh fake before each test of a suite and stops it afterwards. */
export function useFake(options: FakeVertexAiOptions = {}): FakeUnderTest {
  const under = new FakeUnderTest();
  beforeEach(() => under.start(options));
  afterEach(() => under.stop());
  return under;
}

function encode(body: unknown): string | Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array ? new Uint8Array(body) : typeof body === "string" ? body : JSON.stringify(body);
}
