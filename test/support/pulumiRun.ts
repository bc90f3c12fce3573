import type { EngineEvent, OpMap } from "@pulumi/pulumi/automation";

/** Whether a resource is one of ours: of the dynamic provider, or of the plugin. */
export function isOwnType(type: string): boolean {
  return /^(pulumi-nodejs:dynamic\/|vertex-jobs:index:)/.test(type);
}

/** What one command of the Pulumi CLI has printed and done. */
export class PulumiRun {
  constructor(
    /** All that it printed. */
    readonly output: string,
    /** What it told as JSON. */
    readonly events: readonly EngineEvent[],
  ) {}

  /** How many resources it did what with, such as `{ create: 1, same: 1 }`; the stack itself is one. */
  get changes(): OpMap {
    return this.events.flatMap(({ summaryEvent }) => summaryEvent?.resourceChanges ?? []).at(-1) ?? {};
  }

  /** What it did with which of our resources, in order, such as `update job`. */
  get steps(): string[] {
    return this.events
      .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
      .filter(({ type, op }) => isOwnType(type) && op !== "same")
      .map(({ op, urn }) => `${op} ${urn.split("::").at(-1)}`);
  }

  /** Lasting messages of one severity. */
  messages(severity: "info" | "warning" | "error"): string[] {
    return this.events
      .flatMap(({ diagnosticEvent }) => diagnosticEvent ?? [])
      .filter((event) => event.severity === severity && !event.ephemeral)
      .map(({ message }) => message.trim());
  }
}
