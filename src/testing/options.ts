import { type Clock, systemClock } from "./clock";
import type { DurationMs } from "./duration";

/** How a fake is set up. Everything has a default. */
export interface FakeVertexAiOptions {
  /** TCP port. Default 0: any free one. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`: nobody but this machine. */
  readonly host?: string;
  /** The number of the first project that gets a resource; the next project has the next number. Default `123456789012`. */
  readonly projectNumber?: string;
  /** How long each request waits before anything happens, in milliseconds. Default 0. */
  readonly latencyMs?: DurationMs;
  /** From CANCELLING to CANCELLED, in milliseconds. Default 0. */
  readonly timeToCancelMs?: DurationMs;
  /** How long a job still answers its old state after a cancellation was accepted, in milliseconds. Default 0. */
  readonly cancelLagMs?: DurationMs;
  /** How long a job created through the API stays PENDING, in milliseconds. Default 0. */
  readonly pendingMs?: DurationMs;
  /** How long a job created through the API runs until it has SUCCEEDED, in milliseconds. Default `Infinity`. */
  readonly runMs?: DurationMs;
  /** Give cancelled jobs `error: {code: 1, message: "CANCELED"}`, as the documentation promises. Default false, as recorded. */
  readonly errorOnCancelled?: boolean;
  /** Demand a Bearer token: any (`true`) or exactly this one. Default false. */
  readonly requireAuthorization?: boolean | string;
  /** The one region that this endpoint serves; other ones get a 400. Default: every region. */
  readonly region?: string;
  /** Seed of everything that is drawn at random. Default 1. */
  readonly seed?: number;
  /** The time. Default: the machine's. */
  readonly clock?: Clock;
}

/** Every option with its default filled in. */
export type Settings = Required<Omit<FakeVertexAiOptions, "region">> & Pick<FakeVertexAiOptions, "region">;

/**
 * Fills in the defaults.
 * @throws RangeError for a project number that is not one.
 */
export function resolveOptions(options: FakeVertexAiOptions): Settings {
  const settings: Settings = {
    port: 0,
    host: "127.0.0.1",
    projectNumber: "123456789012",
    latencyMs: 0,
    timeToCancelMs: 0,
    cancelLagMs: 0,
    pendingMs: 0,
    runMs: Number.POSITIVE_INFINITY,
    errorOnCancelled: false,
    requireAuthorization: false,
    seed: 1,
    clock: systemClock,
    ...options,
  };
  if (!/^[0-9]{1,18}$/.test(settings.projectNumber)) {
    throw new RangeError(`projectNumber is not a number: ${settings.projectNumber}`);
  }
  return settings;
}
