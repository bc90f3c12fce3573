import type { CancelOn } from "../cancelOn";
import { CONNECTION } from "../connection/connectionInputs";
import type { ConnectionInputs } from "../connection/settingSources";

/** Inputs that say which job is meant. A change of one is a change of the job, hence a replacement. */
export const IDENTITY = ["name", "project", "region", "pipelineJobId"] as const;

/** One of {@link IDENTITY}. */
export type IdentityInput = (typeof IDENTITY)[number];

/** Switches, off unless given. */
export const FLAGS = ["requireCancelled", "ignoreMissing", "cancelChildJobs"] as const;

/** Inputs whose change is an update in place. */
export const UPDATABLE = ["cancelOn", "triggers", "requestsPerMinute", ...FLAGS] as const;

/** What a program may give, and what the resource adds to it. */
export const KNOWN_INPUTS: readonly string[] = [
  ...IDENTITY,
  ...UPDATABLE,
  ...CONNECTION,
  "__provider",
  "__progressUrn",
  "desiredState",
  "__defaults",
];

/** Inputs as `check` has left them: complete, valid, with defaults filled in. */
export type CancellationInputs = Readonly<Record<IdentityInput, string>> &
  Readonly<Record<(typeof FLAGS)[number], boolean>> &
  ConnectionInputs & {
    readonly cancelOn: readonly CancelOn[];
    /** Arbitrary values; cancellation is asked for again when they change. */
    readonly triggers?: readonly unknown[];
    /** Default: that of the budget. */
    readonly requestsPerMinute?: number;
    /** `STOPPED`, or after a refresh what runs although it should not. */
    readonly desiredState: string;
    /** URN of the resource, which the engine tells no dynamic provider. */
    readonly __progressUrn?: string;
    /** Of identity inputs that were filled in: what `gcp:*` config said then; empty when it said nothing. */
    readonly __defaults?: Readonly<Record<string, string>>;
    /** Code of this provider's stub. */
    readonly __provider?: string;
  };
