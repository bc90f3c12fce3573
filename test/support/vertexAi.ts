import type { JobsClient } from "../../src/vertex/client";
import { AuthClientSource } from "../../src/vertex/credentials";
import { Transport } from "../../src/vertex/transport";
import { VertexAi } from "../../src/vertex/vertexAi";

/** A client of a server on loopback. */
export function clientAt(endpoint: string, signal = new AbortController().signal): JobsClient {
  return vertexAiAt(endpoint, signal).client;
}

/** Vertex AI on loopback. */
export function vertexAiAt(endpoint: string, signal = new AbortController().signal): VertexAi {
  const source = new AuthClientSource({ kind: "accessToken", accessToken: "secret-token" });
  return new VertexAi(new Transport({ endpoint, signal, authClient: () => source.get() }));
}
