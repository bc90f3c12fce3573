import { readSchedule } from "../methods/scheduleRequest";
import { newSchedule } from "./newSchedule";
import type { Schedule } from "./schedule";
import type { Service } from "./service";

/** A schedule to put on the books. @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.schedules */
export interface ScheduleSeed {
  /** Project id or number. */
  readonly project: string;
  /** Vertex AI location. */
  readonly region: string;
  /** Default: a new one. */
  readonly scheduleId?: string;
  /** Default `ACTIVE`. */
  readonly state?: "ACTIVE" | "PAUSED";
  /** Five fields, with an optional `TZ=…` in front. Default: every hour, on the hour. */
  readonly cron?: string;
  /** The pipeline job that each run launches. Default: one with an empty specification. */
  readonly pipelineJob?: object;
  /** Default: the id. */
  readonly displayName?: string;
  /** RFC 3339. Default: now. */
  readonly startTime?: string;
  /** RFC 3339. Default: never. */
  readonly endTime?: string;
  /** How many runs it starts in all. Default: any number. */
  readonly maxRunCount?: number;
  /** How many of its jobs may be active at once. Default: any number. */
  readonly maxConcurrentActiveRunCount?: number;
  /** Whether runs beyond that wait instead of being skipped. Default false. */
  readonly allowQueueing?: boolean;
}

/**
 * Puts a schedule on the books.
 * @throws ApiError for what the API would refuse.
 */
export function seedSchedule(service: Service, seed: ScheduleSeed): Schedule {
  const { project, region, scheduleId, state, cron, pipelineJob, maxRunCount, maxConcurrentActiveRunCount, ...rest } =
    seed;
  const request = readSchedule({
    displayName: scheduleId ?? "schedule",
    cron: cron ?? "0 * * * *",
    maxConcurrentRunCount: "1",
    createPipelineJobRequest: {
      parent: `projects/${project}/locations/${region}`,
      pipelineJob: structuredClone(pipelineJob) ?? { pipelineSpec: {} },
    },
    ...(maxRunCount === undefined ? {} : { maxRunCount: String(maxRunCount) }),
    ...(maxConcurrentActiveRunCount === undefined
      ? {}
      : { maxConcurrentActiveRunCount: String(maxConcurrentActiveRunCount) }),
    ...rest,
  });
  const schedule = newSchedule(service, { project, region, ...(scheduleId && { id: scheduleId }) }, request);
  if (state === "PAUSED") {
    schedule.pause(service.clock.now());
  }
  return schedule;
}
