import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request of a client, and what it was answered. */
export interface Exchange {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

/** Stands between a client and a server, and writes down what the server answers. */
export class RecordingProxy {
  /** Everything so far, oldest first. */
  readonly exchanges: Exchange[] = [];
  /** Base URL of the server. */
  target = "";
  readonly #server = createServer((sent, response) => this.#forward(sent, response));

  async start(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #forward(sent: IncomingMessage, response: ServerResponse): void {
    const { method = "", url = "", headers } = sent;
    const forwarded = request(`${this.target}${url}`, { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const { statusCode: status = 0 } = answer;
        const body = Buffer.concat(chunks);
        this.exchanges.push({ method, url, status, body: body.toString() });
        response.writeHead(status, answer.headers).end(body);
      });
    });
    forwarded.on("error", () => response.destroy());
    sent.pipe(forwarded);
  }
}
