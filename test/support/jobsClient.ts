import { JobsClient } from "../../src/vertex/client";
import { authClientOf } from "../../src/vertex/credentials";

/** A client of a server on loopback. */
export function clientAt(endpoint: string): JobsClient {
  return new JobsClient({
    endpoint,
    authClient: () => authClientOf({ kind: "accessToken", accessToken: "secret-token" }),
  });
}
