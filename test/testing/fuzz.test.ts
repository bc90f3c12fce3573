import assert from "node:assert/strict";
import http from "node:http";
import net from "node:net";
import { gzipSync } from "node:zlib";
import { DrivenClock, FakeVertexAi } from "../../src/testing";
import { type Random, seededRandom } from "../../src/testing/state/seededRandom";
import { JOB_EXAMPLES } from "./jobExamples";

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";
const PIPELINE_JOB = {
  displayName: "d",
  labels: { team: "blue" },
  pipelineSpec: { pipelineInfo: { name: "n" }, root: { dag: { tasks: { t: {} } } } },
  runtimeConfig: { gcsOutputDirectory: "gs://b", failurePolicy: 1, parameterValues: { a: 1 } },
};
const SCHEDULE = {
  displayName: "d",
  cron: "TZ=UTC 0 * * * *",
  startTime: "2026-01-01T00:00:00Z",
  maxConcurrentRunCount: "1",
  createPipelineJobRequest: { parent: "projects/p/locations/us-central1", pipelineJob: PIPELINE_JOB },
};

const OTHER_KINDS = JOB_EXAMPLES.filter(({ collection }) => collection !== "pipelineJobs");

/** Requests that lead somewhere, each with a body that is right until it is mutated. */
const REAL: readonly (readonly [method: string, path: string, body: unknown])[] = [
  ["POST", "pipelineJobs", PIPELINE_JOB],
  ["GET", "pipelineJobs", undefined],
  ["GET", "pipelineJobs/a", undefined],
  ["POST", "pipelineJobs/a:cancel", {}],
  ["DELETE", "pipelineJobs/a", undefined],
  ["POST", "pipelineJobs:batchCancel", { names: [NAME] }],
  ["POST", "pipelineJobs:batchDelete", { names: [NAME] }],
  ...OTHER_KINDS.flatMap(({ collection, body }) => [
    ["POST", collection, body] as const,
    ["GET", collection, undefined] as const,
    ["GET", `${collection}/9`, undefined] as const,
    ["POST", `${collection}/9:cancel`, {}] as const,
    ["DELETE", `${collection}/9`, undefined] as const,
  ]),
  ["POST", "schedules", SCHEDULE],
  ["GET", "schedules", undefined],
  ["PATCH", "schedules/9?updateMask=cron,display_name,create_pipeline_job_request.pipeline_job", SCHEDULE],
  ["POST", "schedules/9:pause", {}],
  ["POST", "schedules/9:resume", { catchUp: true }],
  ["POST", "operations/9:wait", { timeout: "1s" }],
];
const METHODS = ["GET", "POST", "DELETE", "PATCH", "PUT", "HEAD", "OPTIONS"];
const VERSIONS = ["v1", "v1", "v1", "v1beta1", "v2"];
const PROJECTS = ["p", "123456789012", "P!", "%00", "example.com:p", "__proto__"];
const REGIONS = ["us-central1", "us-central1", "mars", "%2e%2e", ""];
const RESOURCES = [
  "pipelineJobs",
  ...OTHER_KINDS.map(({ collection }) => collection),
  "schedules",
  "operations",
  "constructor",
];
const IDS = ["", "/a", "/a", "/9", "/A%20b", "/%ff", "/__proto__", "/a/b", `/${"x".repeat(200)}`];
const VERBS = ["", "", ":cancel", ":batchCancel", ":batchDelete", ":pause", ":resume", ":wait", ":"];
const PARAMETERS = [
  "filter",
  "orderBy",
  "pageSize",
  "pageToken",
  "readMask",
  "updateMask",
  "$alt",
  "pipelineJobId",
  "x",
];
const VALUES = [
  'state="PIPELINE_STATE_RUNNING"',
  "((((",
  'a="',
  "labels.__proto__:*",
  "NOT NOT a=1",
  "create_time desc",
  "constructor",
  "-1",
  "99999999999999999999",
  "WyJ4IixbXV0",
  "bnVsbA",
  "name,labels.a.b,pipeline_spec.x",
  "json;enum-encoding=int",
  "\u0000\ud800",
  "",
];
const JSON_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1.5,
  1e300,
  "",
  "* * * * *",
  "2026-01-01T00:00:00Z",
  "projects/p/locations/us-central1/pipelineJobs/a",
  [],
  {},
  [null],
  { a: { b: [] } },
  { parent: "x", pipelineJob: { pipelineSpec: { root: { dag: { tasks: { t: null } } } } } },
];
const FIELDS = [
  "name",
  "names",
  "displayName",
  "display_name",
  "labels",
  "pipelineSpec",
  "runtimeConfig",
  "jobSpec",
  "cron",
  "maxConcurrentRunCount",
  "createPipelineJobRequest",
  "startTime",
  "catchUp",
  "state",
  "__proto__",
  "constructor",
];

interface Outcome {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

describe("FakeVertexAi with malformed requests", function () {
  this.timeout(20_000);
  let fake: FakeVertexAi;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

  beforeEach(async () => {
    fake = await FakeVertexAi.start({ clock: new DrivenClock() });
    const place = { project: "p", region: "us-central1" };
    fake.addPipelineJob({ ...place, pipelineJobId: "a" });
    for (const { collection } of OTHER_KINDS) fake.addJob(collection, { ...place, id: "9" });
    fake.addSchedule({ ...place, scheduleId: "9" });
  });
  afterEach(() => fake.stop());
  after(() => agent.destroy());

  function pick<Item>(random: Random, items: readonly Item[]): Item {
    return items[Math.floor(random() * items.length)] as Item;
  }

  function randomRequest(random: Random): { method: string; path: string; body: Buffer } {
    if (random() < 0.3) {
      const path = `${randomPath(random)}${randomQuery(random)}`;
      return { method: pick(random, METHODS), path, body: randomBody(random) };
    }
    const [method, real, valid] = pick(random, REAL);
    const query = method === "GET" || random() < 0.1 ? randomQuery(random) : "";
    const body = valid === undefined ? "" : JSON.stringify(random() < 0.3 ? valid : mutate(random, valid));
    return { method, path: `/v1/projects/p/locations/us-central1/${real}${query}`, body: Buffer.from(body) };
  }

  /** Replaces, drops or adds something somewhere. */
  function mutate(random: Random, value: unknown): unknown {
    if (random() < 0.2 || typeof value !== "object" || value === null) {
      return pick(random, JSON_VALUES);
    }
    if (Array.isArray(value)) {
      return [...value, pick(random, JSON_VALUES)];
    }
    const entries = Object.entries(value);
    const chosen = pick(random, [...Object.keys(value), pick(random, FIELDS)]);
    const kept = entries.filter(([key]) => key !== chosen);
    const inner = (value as Record<string, unknown>)[chosen];
    return Object.fromEntries(random() < 0.2 ? kept : [...kept, [chosen, mutate(random, inner)]]);
  }

  function randomPath(random: Random): string {
    return (
      `/${pick(random, VERSIONS)}/projects/${pick(random, PROJECTS)}/locations/${pick(random, REGIONS)}` +
      `/${pick(random, RESOURCES)}${pick(random, IDS)}${pick(random, VERBS)}`
    );
  }

  function randomQuery(random: Random): string {
    const query = new URLSearchParams();
    while (random() < 0.4) {
      query.append(pick(random, PARAMETERS), pick(random, VALUES));
    }
    const text = query.toString();
    return text === "" ? "" : `?${text}`;
  }

  function randomBody(random: Random): Buffer {
    const body: Record<string, unknown> = {};
    while (random() < 0.7) {
      Object.defineProperty(body, pick(random, FIELDS), {
        value: pick(random, JSON_VALUES),
        enumerable: true,
        configurable: true,
      });
    }
    const texts = [JSON.stringify(body), JSON.stringify(body), "", "{", "[1]", "\u0000", JSON.stringify(body).slice(1)];
    return Buffer.from(pick(random, texts));
  }

  async function send(random: Random): Promise<Outcome> {
    const { method, path, body: plain } = randomRequest(random);
    const encoding = random() < 0.8 ? "identity" : pick(random, ["gzip", "gzip", "br", "deflate", "rot13"]);
    const body = encoding === "gzip" && random() < 0.8 ? gzipSync(plain) : plain;
    const headers = { "content-encoding": encoding, "content-length": String(body.length) };
    return new Promise((resolve, reject) => {
      const request = http.request(`${fake.url}${path}`, { method, headers, agent }, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (data) => {
          text += data;
        });
        response.on("end", () => {
          const contentType = response.headers["content-type"] ?? "";
          resolve({ status: response.statusCode ?? 0, contentType, text: method === "HEAD" ? "" : text });
        });
      });
      request.on("error", reject);
      request.end(body);
    });
  }

  function check({ status, contentType, text }: Outcome): void {
    assert.ok([200, 400, 404, 409, 415].includes(status), `${status}: ${text}`);
    if (contentType.includes("json") && status !== 200) {
      assert.equal(JSON.parse(text).error.code, status);
    } else if (status !== 200) {
      assert.match(contentType, /^text\/html/);
    }
  }

  for (let seed = 1; seed <= 10; seed++) {
    it(`answers 1,000 random requests in Google's way (seed ${seed})`, async () => {
      const random = seededRandom(seed);
      for (let count = 0; count < 1_000; count += 8) {
        const outcomes = await Promise.all(Array.from({ length: 8 }, () => send(random)));
        outcomes.forEach(check);
      }
      assert.equal((await fetch(`${fake.endpoint}projects/p/locations/us-central1/pipelineJobs`)).status, 200);
    });
  }

  it("answers 400 to what is not HTTP, and keeps running", async () => {
    const socket = net.connect(Number(new URL(fake.url).port), "127.0.0.1");
    socket.end("\u0000nonsense\r\n\r\n");
    let text = "";
    for await (const data of socket) {
      text += data;
    }
    assert.match(text, /^HTTP\/1\.1 400 /);
    assert.equal((await fetch(`${fake.endpoint}projects/p/locations/us-central1/pipelineJobs`)).status, 200);
  });

  it("survives a client that leaves in the middle of its request", async () => {
    const socket = net.connect(Number(new URL(fake.url).port), "127.0.0.1");
    socket.write(
      "POST /v1/projects/p/locations/us-central1/pipelineJobs HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{",
    );
    await new Promise(setImmediate);
    socket.destroy();
    while (fake.requests.length === 0) {
      await new Promise(setImmediate);
    }
    assert.equal(fake.requests[0]?.status, 0);
    assert.equal((await fetch(`${fake.endpoint}projects/p/locations/us-central1/pipelineJobs`)).status, 200);
  });

  it("refuses a body that is too large, packed or not", async () => {
    const large = Buffer.alloc(11 * 1024 * 1024, " ");
    const url = `${fake.endpoint}projects/p/locations/us-central1/pipelineJobs/a:cancel`;
    assert.equal((await fetch(url, { method: "POST", body: large })).status, 413);
    const headers = { "content-encoding": "gzip" };
    assert.equal((await fetch(url, { method: "POST", body: gzipSync(large), headers })).status, 400);
  });
});
