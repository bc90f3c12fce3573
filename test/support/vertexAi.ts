import { Caller } from "../../src/vertex/http/caller";
import { Transport } from "../../src/vertex/http/transport";
import type { JobsClient } from "../../src/vertex/jobs/jobsClient";
import { VertexAi } from "../../src/vertex/vertexAi";

/** A client of a server on loopback. */
export function clientAt(endpoint: string, signal = new AbortController().signal): JobsClient {
  return vertexAiAt(endpoint, signal).client;
}

/** Vertex AI on loopback. */
export function vertexAiAt(endpoint: string, signal = new AbortController().signal): VertexAi {
  const caller = new Caller({
    credentials: { kind: "accessToken", accessToken: "secret-token" },
    source: "gcp:accessToken",
    scopes: [],
    universeDomain: "googleapis.com",
  });
  return new VertexAi(new Transport({ endpoint, signal, caller }));
}
