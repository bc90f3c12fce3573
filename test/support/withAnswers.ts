import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a server answers; `200` and `{}`, as JSON, where nothing else is said. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A server that answers as it is told to. */
export interface AnsweringServer {
  /** Such as `http://127.0.0.1:4711`. */
  readonly origin: string;
  readonly requests: readonly ArrivedRequest[];
  /** Sets what is answered from now on. */
  answerBy(answer: (request: ArrivedRequest) => Answer): void;
}

/** Makes a server for each test of the enclosing describe. */
export function withAnswers(): () => AnsweringServer {
  let current: AnsweringServer & { stop(): void };
  beforeEach(async () => {
    current = await start();
  });
  afterEach(() => current.stop());
  return () => current;
}

async function start(): Promise<AnsweringServer & { stop(): void }> {
  const requests: ArrivedRequest[] = [];
  let answerOf: (request: ArrivedRequest) => Answer = () => ({});
  const server = createServer(async (incoming, response) => {
    const { method = "", url = "", headers } = incoming;
    const request = { method, url, headers, body: await text(incoming) };
    requests.push(request);
    const answer = answerOf(request);
    response
      .writeHead(answer.status ?? 200, { "content-type": "application/json", ...answer.headers })
      .end(answer.body ?? "{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answerBy: (answer) => {
      answerOf = answer;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
