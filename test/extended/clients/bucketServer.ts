import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Answers for Cloud Storage that any bucket exists, which `PipelineJob.submit` of the Python SDK asks, and tells no more
 * of it. Then the SDK logs that it does not know whose bucket it is, and goes on; if it were told the project's number,
 * it would ask Google's Resource Manager for the one that the number should be.
 */
export async function startBucketServer(): Promise<{ url: string; server: Server }> {
  const server = createServer(({ url = "" }, response) => {
    const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
    const name = /^\/storage\/v1\/b\/([^/]+)$/.exec(pathname)?.[1];
    const isAllowed = name !== undefined && searchParams.get("fields") === "name";
    response.writeHead(isAllowed ? 200 : 403, { "content-type": "application/json" });
    response.end(JSON.stringify(isAllowed ? { name } : { error: { code: 403, message: "Permission denied." } }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
