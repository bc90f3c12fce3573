import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Twist, type TwistedAnswer, twisted } from "./twist";

/** Stands before a server, and lets clients have its answers with a twist. */
export class TwistingProxy {
  private requests = 0;
  private readonly server = createServer((sent, response) => this.forward(sent, response));

  /**
   * @param target - base URL of the server.
   * @param twistOf - the twist of the answer to a request, by its number from 0; `undefined`: none.
   */
  private constructor(
    private readonly target: string,
    private readonly twistOf: (request: number) => Twist | undefined,
  ) {}

  static async start(target: string, twistOf: (request: number) => Twist | undefined): Promise<TwistingProxy> {
    const proxy = new TwistingProxy(target, twistOf);
    proxy.server.listen(0, "127.0.0.1");
    await once(proxy.server, "listening");
    return proxy;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1/`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private forward(sent: IncomingMessage, response: ServerResponse): void {
    const { method = "", url = "", headers } = sent;
    const forwarded = request(`${this.target}${url}`, { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const { "content-type": contentType = "" } = answer.headers;
        const right = {
          status: answer.statusCode ?? 0,
          headers: { "content-type": contentType },
          body: Buffer.concat(chunks),
        };
        const twist = this.twistOf(this.requests++);
        void send(response, twist ? twisted(right, twist) : right);
      });
    });
    forwarded.on("error", () => response.destroy());
    sent.pipe(forwarded);
  }
}

async function send(response: ServerResponse, answer: TwistedAnswer): Promise<void> {
  response.on("error", () => {});
  response.writeHead(answer.status, answer.headers);
  if (answer.dripMs === undefined) {
    if (answer.isCut) response.write(answer.body, () => response.destroy());
    else response.end(answer.body);
    return;
  }
  for (const byte of answer.body) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await sleep(answer.dripMs);
  }
  response.end();
}
