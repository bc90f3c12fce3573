import type { Job } from "./job";

/** Which jobs were on the books a while ago, for listings that lag behind. */
export class JobVersions {
  readonly #gone: { readonly job: Job; readonly untilMs: number }[] = [];
  readonly #sinceMs = new WeakMap<Job, number>();

  /** @param lagMs - how far back anybody asks. */
  constructor(private readonly lagMs: number) {}

  /** Takes note of a job that has come in place of another one, if there was one. */
  replace(before: Job | undefined, job: Job, nowMs: number): void {
    if (before === undefined) return;
    this.#sinceMs.set(job, nowMs);
    this.remove(before, nowMs);
  }

  /** Takes note of a job that has gone. */
  remove(job: Job, nowMs: number): void {
    if (this.lagMs === 0) return;
    const kept = this.#gone.filter(({ untilMs }) => untilMs > nowMs - this.lagMs);
    this.#gone.splice(0, this.#gone.length, ...kept, { job, untilMs: nowMs });
  }

  /** Those of the jobs that were there then. */
  asOf(jobs: readonly Job[], asOfMs: number): Job[] {
    return jobs.filter((job) => this.#wasThere(job, asOfMs));
  }

  /** The jobs that were there then and are gone. */
  goneSince(asOfMs: number): Job[] {
    return this.#gone.flatMap(({ job, untilMs }) => (untilMs > asOfMs && this.#wasThere(job, asOfMs) ? [job] : []));
  }

  #wasThere(job: Job, atMs: number): boolean {
    return job.createMs <= atMs && (this.#sinceMs.get(job) ?? Number.NEGATIVE_INFINITY) <= atMs;
  }
}
