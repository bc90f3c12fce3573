import type { Words } from "../../messages/render";
import { describeFallback } from "../failures";
import type { RequestContext } from "../request";
import { type SharedVertexAiOptions, vertexAiOf } from "./sharedVertexAi";

/** The engine that a provider process works for. */
export interface ConnectingEngine extends Pick<SharedVertexAiOptions, "signal" | "mayRequest"> {
  readonly log: RequestContext["log"];
  /** Default: the words of a Pulumi program. */
  readonly words?: Words;
}

/** Connects to Vertex AI for an engine, which shows when a request uses another identity. */
export function connectFor({ log, words, ...options }: ConnectingEngine): RequestContext["connect"] {
  const onFallback: SharedVertexAiOptions["onFallback"] = (refused, used) =>
    void log({ severity: "info", message: describeFallback(refused, used, words), urn: "", ephemeral: false });
  return (settings, tokenMayHaveEnded) =>
    vertexAiOf(settings, { ...options, onFallback: tokenMayHaveEnded ? onFallback : undefined });
}
