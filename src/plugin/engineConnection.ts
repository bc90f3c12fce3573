import { Engine } from "../engine/engine";
import { watchEngine } from "../engine/watchdog";
import { type SharedVertexAiOptions, vertexAiOf } from "../provider/connection/sharedVertexAi";
import { describeFallback } from "../provider/failures";
import type { Surroundings } from "./resourceProvider";
import { PLUGIN_WORDS } from "./words";

/** What a plugin process has to do with its engine: messages go there, and it says when to stop. */
export class EngineConnection implements Surroundings {
  private engine: Engine | undefined;
  private address: string | undefined;
  private readonly over = new AbortController();

  /** @param onDead - called when the engine has gone without a word. */
  constructor(private readonly onDead: () => void) {}

  /** @param address - host and port of the engine. */
  attach(address: string): void {
    // The engine says it when it starts the process, and in its handshake.
    if (address === this.address) return;
    this.address = address;
    this.engine = new Engine(address);
    watchEngine(this.engine, () => {
      this.cancel();
      this.onDead();
    });
  }

  /** Ends all waits at once. Nothing more is sent. */
  cancel(): void {
    this.over.abort();
  }

  readonly log: Surroundings["log"] = async (entry) => this.engine?.log(entry);

  readonly connect: Surroundings["connect"] = (settings, tokenMayHaveEnded) =>
    vertexAiOf(settings, {
      signal: this.over.signal,
      // The engine may be gone: nothing is sent until its channel is back.
      mayRequest: async () => this.engine?.back(),
      onFallback: tokenMayHaveEnded ? this.tellFallback : undefined,
    });

  private readonly tellFallback: NonNullable<SharedVertexAiOptions["onFallback"]> = (refused, taken) =>
    void this.log({
      severity: "info",
      message: describeFallback(refused, taken, PLUGIN_WORDS),
      urn: "",
      ephemeral: false,
    });
}
