import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../src/testing";

/** Gives a clock to another process: `/now` tells the time in seconds, `/sleep?seconds=5` does so later. */
export class ClockServer {
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(clock: Clock): Promise<ClockServer> {
    const server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://clock");
      const answer = () => response.end(String(clock.now() / 1_000));
      if (pathname === "/sleep") clock.setTimeout(answer, Number(searchParams.get("seconds")) * 1_000);
      else answer();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    return new ClockServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
