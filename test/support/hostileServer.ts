import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";

/** Writes as fast as the client reads, and tells whether the client is still there. */
type Send = (data: string | Buffer) => Promise<boolean>;

/** What is done with a connection once a request has begun to arrive on it. */
export type Serve = (socket: Socket, send: Send) => unknown;

/** A server of anything but HTTP as it should be: what it sends is written as it is. */
export class HostileServer {
  /** Bytes that clients have taken, at most what their sockets hold more than they have read. */
  sentBytes = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(serve: Serve) {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on("error", () => {});
      socket.once("data", () => serve(socket, (data) => this.send(socket, data)));
    });
  }

  static async start(serve: Serve): Promise<HostileServer> {
    const started = new HostileServer(serve);
    started.server.listen(0, "127.0.0.1");
    await once(started.server, "listening");
    return started;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1/`;
  }

  stop(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private async send(socket: Socket, data: string | Buffer): Promise<boolean> {
    if (socket.destroyed) return false;
    this.sentBytes += data.length;
    if (!socket.write(data)) {
      await new Promise<void>((resolve) => socket.once("drain", resolve).once("close", resolve));
      socket.removeAllListeners("drain").removeAllListeners("close");
    }
    return !socket.destroyed;
  }
}
