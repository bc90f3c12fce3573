import type { LogEntry } from "../../../src/provider/progress";
import type { VertexAi } from "../../../src/vertex/vertexAi";
import type { Plan } from "../program";

/** What goes to a provider and comes from it: plain data. */
export type Properties = Readonly<Record<string, unknown>>;

/** A resource of which an operation is asked. */
export interface Resource {
  readonly name: string;
  /** What the program says; of a resource that is read or deleted, what it said last. */
  readonly plan: Plan;
}

/** A resource that is in the state. */
export interface KnownResource extends Resource {
  readonly id: string;
  readonly inputs: Properties;
  readonly outs: Properties;
}

/** What a process gives the adapter that it runs. */
export interface Surroundings {
  /** @param signal - aborted when nothing more may be sent. */
  connect(signal: AbortSignal): VertexAi;
  readonly log: (entry: LogEntry) => Promise<void>;
  /** How long each operation may take. */
  readonly timeoutSeconds: number;
}

/** What a diff has found. */
export interface Difference {
  readonly changes: boolean;
  /** Inputs whose change is a replacement. */
  readonly replaces: readonly string[];
}

/**
 * The protocol between the engine and the provider, in one process. What it rejects with is an Error, which has `id` and
 * `properties` if it is a partial failure.
 */
export interface Adapter {
  /** Whether a preview asks what would be created or updated. */
  readonly supportsPreview: boolean;
  /** @param olds - inputs that are recorded; empty for a new resource. */
  check(resource: Resource, olds: Properties, isPreview: boolean): Promise<Checked>;
  diff(resource: Resource, before: KnownResource, news: Properties): Promise<Difference>;
  create(resource: Resource, inputs: Properties, isPreview: boolean): Promise<{ id: string; outs: Properties }>;
  read(before: KnownResource): Promise<{ props: Properties; inputs: Properties }>;
  update(
    resource: Resource,
    before: KnownResource,
    news: Properties,
    isPreview: boolean,
  ): Promise<{ outs: Properties }>;
  delete(before: KnownResource): Promise<void>;
  /** The user has interrupted the command. @returns whether the provider is told. */
  cancel(): boolean;
}

/** What a check has found. */
export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly object[];
}
