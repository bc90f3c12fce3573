import type { FaultRule, RandomFaults } from "./http/faults";
import type { QuotaOptions } from "./http/quota";
import type { JsonObject } from "./state/json";
import { type Clock, systemClock } from "./time/clock";
import { type DurationMs, isDurationMs } from "./time/duration";

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
  /**
   * How old listings of jobs are, in milliseconds: they show every job as it was then, without the jobs that are newer and
   * with those that are gone since. A `get` is always current. Default 0.
   */
  readonly listingLagMs?: number;
  /** How long a job created through the API stays PENDING, in milliseconds. Default 0. */
  readonly pendingMs?: DurationMs;
  /** How long a job created through the API runs until it has SUCCEEDED, in milliseconds. Default `Infinity`. */
  readonly runMs?: DurationMs;
  /**
   * Give cancelled pipeline jobs `error: {code: 1, message: "CANCELED"}`, as the documentation promises. Default false,
   * as recorded. Most other kinds always have it.
   */
  readonly errorOnCancelled?: boolean;
  /** Demand a Bearer token: any (`true`) or exactly this one. Default false. */
  readonly requireAuthorization?: boolean | string;
  /** The one region that this endpoint serves; other ones get a 400. Default: every region. */
  readonly region?: string;
  /**
   * Jobs that carry out others that are created through the API: a custom job for each task of a pipeline job, for a
   * trial of a hyperparameter tuning job, and for a custom training pipeline. There are none, ones that stop with the
   * job that they belong to, or ones that stay behind. Default `run`.
   */
  readonly childJobs?: "none" | "run" | "stay-behind";
  /** The largest `pageSize` that a listing accepts; a larger one gets a 400 that names `page_size`. Default: any is accepted. */
  readonly maxPageSize?: number;
  /** How many entries a page of a listing has at most, whatever `pageSize` asks for. Default 1,000. */
  readonly entriesPerPage?: number;
  /**
   * Fields that listings of jobs leave out although `readMask` asks for them, such as `pipelineSpec`; or a function that
   * names those of one job. Filters and `get` still see them. Default: none.
   */
  readonly fieldsLeftOutOfLists?: readonly string[] | ((job: JsonObject) => readonly string[]);
  /** How many calls a project may make. Default: any number. */
  readonly quota?: QuotaOptions;
  /** Faults from the start; `addFault` adds more. */
  readonly faults?: readonly FaultRule[];
  /** Faults that befall requests by chance: one of `faults`, at a `rate` between 0 and 1. Default: none. */
  readonly randomFaults?: RandomFaults;
  /** A JSON file that jobs and schedules are loaded from, if it exists, and saved to by `stop`. Default: none. */
  readonly dataFile?: string;
  /** Seed of everything that is drawn at random. Default 1. */
  readonly seed?: number;
  /** The time. Default: the machine's. */
  readonly clock?: Clock;
}

/** Every option with its default filled in. */
export type Settings = Required<Omit<FakeVertexAiOptions, Unset>> & Pick<FakeVertexAiOptions, Unset>;

type Unset = "region" | "dataFile" | "randomFaults" | "maxPageSize";

const DURATIONS = ["latencyMs", "timeToCancelMs", "cancelLagMs", "listingLagMs", "pendingMs", "runMs"] as const;

/**
 * Fills in the defaults.
 * @throws RangeError for one that makes no sense.
 */
export function resolveOptions(options: FakeVertexAiOptions): Settings {
  const settings: Settings = {
    port: 0,
    host: "127.0.0.1",
    projectNumber: "123456789012",
    latencyMs: 0,
    timeToCancelMs: 0,
    cancelLagMs: 0,
    listingLagMs: 0,
    pendingMs: 0,
    runMs: Number.POSITIVE_INFINITY,
    errorOnCancelled: false,
    requireAuthorization: false,
    childJobs: "run",
    entriesPerPage: 1_000,
    fieldsLeftOutOfLists: [],
    quota: {},
    faults: [],
    seed: 1,
    clock: systemClock,
    ...options,
  };
  if (!/^[0-9]{1,18}$/.test(settings.projectNumber)) {
    throw new RangeError(`projectNumber is not a number: ${settings.projectNumber}`);
  }
  for (const name of DURATIONS) {
    if (!isDurationMs(settings[name])) {
      throw new RangeError(`${name} is not a length of time: ${JSON.stringify(settings[name])}`);
    }
  }
  for (const name of ["maxPageSize", "entriesPerPage"] as const) {
    const count = settings[name] ?? 1;
    if (!Number.isInteger(count) || count < 1) {
      throw new RangeError(`${name} is not a whole number above 0: ${count}`);
    }
  }
  if (settings.randomFaults !== undefined) {
    const { rate, faults } = settings.randomFaults;
    if (!(rate >= 0 && rate <= 1) || faults.length === 0) {
      throw new RangeError("randomFaults wants a rate between 0 and 1 and at least one fault.");
    }
  }
  return settings;
}
