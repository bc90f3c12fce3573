import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { ConnectionError } from "../../src/vertex/errors";
import { Deadline } from "../../src/vertex/http/deadline";
import { PIPELINE_JOBS } from "../../src/vertex/kinds/kinds";
import { HostileServer, type Serve } from "../support/hostileServer";
import { clientAt } from "../support/vertexAi";
import { inVirtualTime } from "../support/virtualTime";
import { PLACE } from "../support/withFake";

const MEGABYTE = 1024 * 1024;
const HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

describe("a server that does not speak HTTP properly", function () {
  this.timeout(20_000);

  /** The error of a look at a job there, and what the server got rid of until then. */
  async function lookAt(serve: Serve): Promise<{ error: Error; sentBytes: number }> {
    const server = await HostileServer.start(serve);
    try {
      const error = await clientAt(server.endpoint)
        .get(PIPELINE_JOBS, { ...PLACE, jobId: "a" }, new Deadline(60_000))
        .then(
          () => assert.fail("it succeeds"),
          (failure: Error) => failure,
        );
      return { error, sentBytes: server.sentBytes };
    } finally {
      server.stop();
    }
  }

  const CONNECTIONS: Readonly<Record<string, Serve>> = {
    "that hangs up": (socket) => socket.destroy(),
    "that speaks another protocol": (_socket, send) => send("SSH-2.0-OpenSSH_9.6\r\n"),
    "that sends broken headers": (_socket, send) => send("HTTP/1.1 200 OK\r\nbad header\r\n\r\n{}"),
    "that sends two lengths": (_socket, send) => send(`${HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`),
    "that sends a megabyte of headers": (_socket, send) => send(`${HEAD}x: ${"x".repeat(MEGABYTE)}\r\n\r\n{}`),
    "that sends less than it has announced": (socket, send) => {
      void send(`${HEAD}content-length: 1000\r\n\r\n{}`);
      socket.end();
    },
    "that sends broken chunks": (_socket, send) => send(`${HEAD}transfer-encoding: chunked\r\n\r\nnone\r\n{}`),
    "that sends what it calls gzip": (_socket, send) =>
      send(`${HEAD}content-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}`),
  };
  for (const [what, serve] of Object.entries(CONNECTIONS)) {
    it(`${what} is a failed connection`, async () => {
      const { error } = await inVirtualTime(() => lookAt(serve));
      assert.ok(error instanceof ConnectionError, `${error}`);
      assert.match(error.message, /^cannot get projects\/p\/locations\/us-central1\/pipelineJobs\/a: /);
    });
  }

  it("is read up to 32 MB", async () => {
    const { error, sentBytes } = await lookAt(async (_socket, send) => {
      await send(`${HEAD}\r\n{"name":"`);
      while (await send("x".repeat(MEGABYTE)));
    });
    assert.ok(error instanceof ConnectionError, `${error}`);
    assert.ok(sentBytes < 64 * MEGABYTE, `${sentBytes} bytes`);
  });

  it("can't announce more", async () => {
    const { error, sentBytes } = await lookAt(async (_socket, send) => {
      await send(`${HEAD}content-length: ${1024 * MEGABYTE}\r\n\r\n`);
      while (await send("x".repeat(MEGABYTE)));
    });
    assert.ok(error instanceof ConnectionError, `${error}`);
    assert.ok(sentBytes < 64 * MEGABYTE, `${sentBytes} bytes`);
  });

  it("can't fill the memory with a compressed answer", async () => {
    const zipped = gzipSync(Buffer.alloc(8 * MEGABYTE, " "));
    let unzippedMegabytes = 0;
    const { error } = await lookAt(async (_socket, send) => {
      await send(`${HEAD}content-encoding: gzip\r\n\r\n`);
      // Slowly, since the network alone holds gigabytes of it.
      while (unzippedMegabytes < 1_000 && (await send(zipped))) {
        unzippedMegabytes += 8;
        await sleep(25);
      }
    });
    assert.ok(error instanceof ConnectionError, `${error}`);
    assert.ok(unzippedMegabytes < 500, `${unzippedMegabytes} MB`);
  });
});
