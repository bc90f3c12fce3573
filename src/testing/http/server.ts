import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Clock } from "../time/clock";

/** The listening half of the fake: sockets and the time that requests spend on the way. */
export class Server {
  readonly #http: HttpServer;
  readonly #delays = new Map<unknown, () => void>();

  /** @param onRequest - answers a request; what it rejects with ends that connection and nothing else. */
  constructor(
    private readonly clock: Clock,
    onRequest: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  ) {
    this.#http = createServer((request, response) => {
      onRequest(request, response).catch(() => response.destroy());
    });
    this.#http.on("clientError", (_error, socket) => refuse(socket as Socket));
  }

  /** Starts to listen and returns the base URL. */
  async listen(port: number, host: string): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once("error", reject);
      this.#http.listen(port, host, () => {
        this.#http.off("error", reject);
        resolve();
      });
    });
    const { address, port: actualPort, family } = this.#http.address() as AddressInfo;
    return `http://${family === "IPv6" ? `[${address}]` : address}:${actualPort}`;
  }

  /** Waits on the fake's clock; not at all for 0. */
  async delay(delayMs: number): Promise<void> {
    if (delayMs <= 0) {
      return;
    }
    await new Promise<void>((resolve) => {
      const handle = this.clock.setTimeout(() => {
        this.#delays.delete(handle);
        resolve();
      }, delayMs);
      this.#delays.set(handle, resolve);
    });
  }

  /** Drops every connection and every timer. */
  async close(): Promise<void> {
    for (const [handle, resolve] of this.#delays) {
      this.clock.clearTimeout(handle);
      resolve();
    }
    this.#delays.clear();
    if (!this.#http.listening) {
      return;
    }
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    this.#http.closeAllConnections();
    await closed;
  }
}

function refuse(socket: Socket): void {
  if (socket.writable) {
    socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n");
  }
}
