import { Engine } from "../engine/engine";
import { watchEngine } from "../engine/watchdog";
import { connectFor } from "../provider/connection/connectFor";
import type { ProcessContext } from "./resourceProvider";
import { PLUGIN_WORDS } from "./words";

/** The connection of a plugin process to its engine, which shows messages and ends waits. */
export class EngineConnection implements ProcessContext {
  private engine: Engine | undefined;
  private address: string | undefined;
  private stopWatching = () => {};
  private readonly cancelled = new AbortController();

  /** @param onDead - called when the engine has died. */
  constructor(private readonly onDead: () => void) {}

  /** @param address - host and port of the engine. */
  attach(address: string): void {
    // The engine gives its address when it starts the process, and again in its handshake.
    if (address === this.address) return;
    this.stopWatching();
    this.address = address;
    this.engine = new Engine(address);
    this.stopWatching = watchEngine(this.engine, () => {
      this.cancel();
      this.onDead();
    });
  }

  /** Ends all waits at once. Nothing more is sent. */
  cancel(): void {
    this.cancelled.abort();
  }

  readonly log: ProcessContext["log"] = async (entry) => this.engine?.log(entry);

  readonly connect = connectFor({
    signal: this.cancelled.signal,
    // The engine may be gone: nothing is sent until its channel is back.
    mayRequest: async () => this.engine?.back(),
    log: this.log,
    words: PLUGIN_WORDS,
  });
}
