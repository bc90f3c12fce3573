import type { LogEntry } from "../../src/provider/progress";
import { type AdapterName, newAdapter } from "./adapters";
import type { Adapter, Surroundings } from "./adapters/adapter";

/** A provider process: all resources of one run of the CLI share it. */
export class ProviderProcess {
  readonly adapter: Adapter;
  /** What was shown, so far. */
  private readonly notes: LogEntry[] = [];

  constructor(adapter: AdapterName, surroundings: Omit<Surroundings, "log">) {
    this.adapter = newAdapter(adapter, { ...surroundings, log: async (entry) => void this.notes.push(entry) });
  }

  /** What is kept at the row of a resource. */
  notesOf(name: string): string[] {
    const isShown = ({ urn, ephemeral }: LogEntry) => urn.endsWith(`::${name}`) && !ephemeral;
    return this.notes.filter(isShown).map(({ message }) => message);
  }
}
