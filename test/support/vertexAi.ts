import { JobsClient } from "../../src/vertex/client";
import { AuthClientSource } from "../../src/vertex/credentials";
import { VertexAi } from "../../src/vertex/vertexAi";

/** A client of a server on loopback. */
export function clientAt(endpoint: string, signal = new AbortController().signal): JobsClient {
  const source = new AuthClientSource({ kind: "accessToken", accessToken: "secret-token" });
  return new JobsClient({ endpoint, signal, authClient: () => source.get() });
}

/** Vertex AI on loopback. */
export function vertexAiAt(endpoint: string, signal?: AbortSignal): VertexAi {
  return new VertexAi(clientAt(endpoint, signal));
}
