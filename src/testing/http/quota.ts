import { ApiError } from "./apiErrors";

/** How many calls a project may make in one region; those beyond get a 429. Default: any number. */
export interface QuotaOptions {
  /** Calls of everything but batches. The service allows 600. */
  readonly requestsPerMinute?: number;
  /** Calls of `batchCancel` and `batchDelete`. The service allows 60. */
  readonly batchesPerMinute?: number;
}

const MINUTE_MS = 60_000;

/** Counts calls in windows of a minute, each of which begins with a call. @see https://cloud.google.com/vertex-ai/docs/quotas */
export class Quota {
  readonly #windows = new Map<string, { sinceMs: number; calls: number }>();

  constructor(private readonly options: QuotaOptions) {}

  /**
   * Counts a call.
   * @throws ApiError if it is one too many.
   */
  take(projectNumber: string, region: string, apiMethod: string, nowMs: number): void {
    const isBatch = apiMethod.includes(".batch");
    const limit = isBatch ? this.options.batchesPerMinute : this.options.requestsPerMinute;
    const key = `${projectNumber}/${region}/${isBatch}`;
    const window = this.#windows.get(key);
    if (window === undefined || nowMs - window.sinceMs >= MINUTE_MS) {
      this.#windows.set(key, { sinceMs: nowMs, calls: 1 });
    } else if (window.calls >= (limit ?? Number.POSITIVE_INFINITY)) {
      throw quotaExceeded(projectNumber, region, isBatch);
    } else {
      window.calls += 1;
    }
  }
}

function quotaExceeded(projectNumber: string, region: string, isBatch: boolean): ApiError {
  const metric = isBatch ? "Job or LRO submission requests" : "Resource management (CRUD) requests";
  const consumer = `project_number:${projectNumber}`;
  return new ApiError(
    429,
    `Quota exceeded for quota metric '${metric}' and limit '${metric} per minute per region' ` +
      `of service 'aiplatform.googleapis.com' for consumer '${consumer}'.`,
    "RESOURCE_EXHAUSTED",
    [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        reason: "RATE_LIMIT_EXCEEDED",
        domain: "googleapis.com",
        metadata: {
          consumer: `projects/${projectNumber}`,
          service: "aiplatform.googleapis.com",
          quota_location: region,
        },
      },
    ],
  );
}
