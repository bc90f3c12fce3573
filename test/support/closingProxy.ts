import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server } from "node:net";

/** How a connection is closed. */
export type Closing = "end" | "destroy";

/** A proxy that closes each connection one millisecond after an answer, and does not announce it. */
export class ClosingProxy {
  private constructor(
    private readonly server: Server,
    private readonly path: string,
  ) {}

  static async start(endpoint: string, closing: Closing): Promise<ClosingProxy> {
    const { hostname, port, pathname } = new URL(endpoint);
    const server = createServer((socket) => {
      const upstream = connect(Number(port), hostname);
      socket.pipe(upstream);
      upstream.on("data", (data) => {
        socket.write(data);
        setTimeout(() => socket[closing](), 1);
      });
      for (const end of [socket, upstream]) end.on("error", () => {});
      socket.on("close", () => upstream.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new ClosingProxy(server, pathname);
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.path}`;
  }

  stop(): void {
    this.server.close();
  }
}
