import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { HttpError } from "../../../src/vertex/errors";
import { Deadline } from "../../../src/vertex/http/deadline";
import type { JobsClient } from "../../../src/vertex/jobs/jobsClient";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { clientAt } from "../../support/vertexAi";
import { inVirtualTime } from "../../support/virtualTime";

const NAME = { project: "p", region: "us-central1", jobId: "a" };
const FULL_NAME = "projects/p/locations/us-central1/pipelineJobs/a";

describe("JobsClient", () => {
  const soon = () => new Deadline(60_000);
  const get = (client: JobsClient): Promise<unknown> => client.get(PIPELINE_JOBS, NAME, soon());

  /** The error of a call, a get unless told otherwise, that a server answers so. */
  async function failureOf(answer: RequestListener, call = get): Promise<Error> {
    return resultOf(answer, (client) =>
      call(client).then(
        () => assert.fail("it succeeds"),
        (error: Error) => error,
      ),
    );
  }

  async function resultOf<Result>(
    answer: RequestListener,
    call: (client: JobsClient) => Promise<Result>,
  ): Promise<Result> {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      return await call(clientAt(`http://127.0.0.1:${port}/v1/`));
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  const answerWith = (status: number, body: string, headers: Record<string, string> = {}): RequestListener => {
    return (_request, response) => response.writeHead(status, headers).end(body);
  };

  it("requests the job from its region's endpoint with the access token", async () => {
    const seen: unknown[] = [];
    await failureOf((request, response) => {
      seen.push(request.method, request.url, request.headers.authorization);
      response.end();
    });
    assert.deepEqual(seen, ["GET", `/v1/${FULL_NAME}`, "Bearer secret-token"]);
  });

  const notAJob: Record<string, string> = {
    "an empty body": "",
    "broken JSON": '{"name": "projects/',
    HTML: "<html>Welcome to the hotel</html>",
    "JSON of another kind": "[1]",
    "an object without a state": `{"name": "${FULL_NAME}"}`,
    "an invalid state": `{"name": "${FULL_NAME}", "state": "SUCCEEDED\\u001b[2J"}`,
    "another job": `{"name": "${FULL_NAME}b", "state": "PIPELINE_STATE_SUCCEEDED"}`,
    "a job of another region": `{"name": "${FULL_NAME.replace("us-central1", "us-east1")}", "state": "PIPELINE_STATE_SUCCEEDED"}`,
    "a job of another project": `{"name": "${FULL_NAME.replace("projects/p/", "projects/q/")}", "state": "PIPELINE_STATE_SUCCEEDED"}`,
    "a job of another kind": `{"name": "${FULL_NAME.replace("pipelineJobs", "customJobs")}", "state": "PIPELINE_STATE_SUCCEEDED"}`,
  };
  for (const [what, body] of Object.entries(notAJob)) {
    it(`reports a 200 response with ${what} as a ConnectionError, and names the job`, async () => {
      const error = await failureOf(answerWith(200, body));
      assert.equal(error.name, "ConnectionError");
      assert.match(error.message, new RegExp(`^cannot get ${FULL_NAME}: an (empty answer|answer of another kind)`));
    });
  }

  const answeredAs = (asked: string, answered: string) =>
    resultOf(
      answerWith(
        200,
        JSON.stringify({ name: FULL_NAME.replace("/p/", `/${answered}/`), state: "PIPELINE_STATE_RUNNING" }),
      ),
      (client) => client.get(PIPELINE_JOBS, { ...NAME, project: asked }, soon()).catch((error: Error) => error),
    );

  it("treats the project's number and the project's id in a response as the same project", async () => {
    for (const [asked, answered] of [
      ["p", "123"],
      ["123", "123"],
      ["123", "p"],
    ] as const) {
      assert.ok("state" in (await answeredAs(asked, answered)), `${answered} for ${asked}`);
    }
  });

  it("refuses a response about another project number", async () => {
    const error = await answeredAs("123", "456");
    assert.ok(error instanceof Error);
    assert.match(error.message, /an answer of another kind/);
  });

  for (const body of ["[]", '{"pipelineJobs": {}}', '{"nextPageToken": 7}']) {
    it(`does not treat ${body} as an empty list`, async () => {
      const error = await failureOf(answerWith(200, body), (client) => client.list(PIPELINE_JOBS, NAME, {}, soon()));
      assert.equal(error.name, "ConnectionError");
    });
  }

  it("requests the page of a token, and returns the token of the next page", async () => {
    const seen: unknown[] = [];
    const page = await resultOf(
      (request, response) => {
        seen.push(request.method, request.url);
        response.end(JSON.stringify({ pipelineJobs: [{ name: "a" }], nextPageToken: "t2" }));
      },
      (client) => client.list(PIPELINE_JOBS, NAME, { pageToken: "t1" }, soon()),
    );
    assert.deepEqual(seen, ["GET", "/v1/projects/p/locations/us-central1/pipelineJobs?pageSize=100&pageToken=t1"]);
    assert.deepEqual(page, { entries: [{ name: "a" }], nextPageToken: "t2" });
  });

  it("names the failed action and the missing permission", async () => {
    const denied = answerWith(403, JSON.stringify({ error: { status: "PERMISSION_DENIED", message: "no" } }));
    const attempts: [(client: JobsClient) => Promise<unknown>, RegExp, string][] = [
      [
        (client) => client.cancel(PIPELINE_JOBS, NAME, { deadline: soon() }),
        /^cannot cancel projects.*\/a: /,
        "cancel",
      ],
      [
        (client) => client.batchCancel(PIPELINE_JOBS, NAME, ["a", "b"], { deadline: soon() }),
        /^cannot cancel 2 pipelineJobs of pro/,
        "cancel",
      ],
      [(client) => client.list(PIPELINE_JOBS, NAME, {}, soon()), /^cannot list projects.*pipelineJobs: /, "list"],
    ];
    for (const [attempt, message, verb] of attempts) {
      const error = await failureOf(denied, attempt);
      assert.match(error.message, message);
      assert.equal(
        error instanceof HttpError && error.content.parameters.permission,
        `aiplatform.pipelineJobs.${verb}`,
      );
    }
  });

  it("reports the job, the status, the reason, and the server's message", async () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "SERVICE_DISABLED" }];
    const body = JSON.stringify({
      error: { code: 403, message: "Vertex AI\n is off.", status: "PERMISSION_DENIED", details },
    });
    const error = await failureOf(answerWith(403, body));
    assert.equal(
      error.message,
      `cannot get ${FULL_NAME}: HTTP 403 PERMISSION_DENIED SERVICE_DISABLED: Vertex AI is off (needs aiplatform.pipelineJobs.get)`,
    );
    assert.deepEqual(error instanceof HttpError && error.answer, {
      status: 403,
      googleStatus: "PERMISSION_DENIED",
      reason: "SERVICE_DISABLED",
    });
  });

  it("shortens a long server message", async () => {
    const message = "x".repeat(100_000);
    const error = await failureOf(answerWith(400, JSON.stringify({ error: { message, status: "INVALID_ARGUMENT" } })));
    assert.ok(error.message.length < 700);
  });

  it("follows no redirect, because a redirect could send the token to another server", async () => {
    let requests = 0;
    const error = await failureOf((_request, response) => {
      requests += 1;
      response.writeHead(302, { location: "/elsewhere" }).end();
    });
    assert.match(error.message, /HTTP 302/);
    assert.equal(requests, 1);
  });

  it("names the host that it cannot reach", async () => {
    const error = await clientAt("http://127.0.0.1:1/v1/")
      .get(PIPELINE_JOBS, NAME, soon())
      .catch((failure: Error) => failure);
    assert.equal((error as Error).message, `cannot get ${FULL_NAME}: cannot reach http://127.0.0.1:1: ECONNREFUSED`);
  });

  it("times out a request after 30 s", async () => {
    const error = await inVirtualTime(() => failureOf(() => {}));
    assert.match(error.message, /no answer from http:\/\/127\.0\.0\.1:\d+ within 30 s$/);
  });

  it("times out a request at the deadline, and a last request one second after the deadline", async () => {
    const failures = await inVirtualTime(async () => {
      const deadline = new Deadline(5_000);
      const getInTime = (client: JobsClient) => client.get(PIPELINE_JOBS, NAME, deadline);
      return [await failureOf(() => {}, getInTime), await failureOf(() => {}, getInTime)];
    });
    assert.match(String(failures[0]?.message), / within 5 s$/);
    assert.match(String(failures[1]?.message), / within 1 s$/);
  });

  it("shows no token in any error", async () => {
    const echo: RequestListener = (request, response) => {
      response.writeHead(401).end(JSON.stringify({ error: { status: "UNAUTHENTICATED", message: "who?" } }));
      request.resume();
    };
    const errors = [await failureOf(echo), await failureOf((request) => request.destroy())];
    for (const error of errors)
      assert.doesNotMatch(JSON.stringify([error, error.message, error.stack]), /secret-token/);
  });
});
