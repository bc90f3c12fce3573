import { invalidField, invalidFields } from "../http/apiErrors";
import { Cron } from "../state/cron";
import { PIPELINE_JOB } from "../state/jobKinds";
import { isJsonObject, type JsonObject } from "../state/json";
import { checkJob } from "./checkJob";

/** Fields that the service sets; what a request says about them is ignored. */
const OUTPUT_ONLY = [
  "name",
  "state",
  "createTime",
  "updateTime",
  "nextRunTime",
  "lastPauseTime",
  "lastResumeTime",
  "startedRunCount",
  "catchUp",
  "lastScheduledRunResponse",
];

/** What a schedule can launch: exactly one of these is set. The fake carries out the first. */
export const REQUESTS = [
  "createPipelineJobRequest",
  "createNotebookExecutionJobRequest",
  "createModelMonitoringJobRequest",
] as const;

/** What a client says about a schedule. */
export interface ScheduleRequest {
  readonly fields: JsonObject;
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
}

/**
 * Takes apart and checks what a client says about a schedule.
 *
 * @param schedule - the decoded message.
 * @throws ApiError
 */
export function readSchedule(schedule: JsonObject): ScheduleRequest {
  checkRequired(schedule);
  checkCron(schedule.cron);
  checkPipelineJobRequest(schedule.createPipelineJobRequest);
  const { startTime, endTime, ...rest } = schedule;
  const startMs = typeof startTime === "string" ? Date.parse(startTime) : undefined;
  const endMs = typeof endTime === "string" ? Date.parse(endTime) : undefined;
  if (startMs !== undefined && endMs !== undefined && endMs <= startMs) {
    throw invalidField("schedule.end_time", "The end time must be after the start time.");
  }
  const fields = Object.fromEntries(Object.entries(rest).filter(([field]) => !OUTPUT_ONLY.includes(field)));
  return { fields, startMs, endMs };
}

function checkRequired(schedule: JsonObject): void {
  const isMissing: Readonly<Record<string, boolean>> = {
    display_name: schedule.displayName === undefined,
    cron: schedule.cron === undefined,
    max_concurrent_run_count: !(Number(schedule.maxConcurrentRunCount) > 0),
    request: REQUESTS.every((request) => schedule[request] === undefined),
  };
  const violations = Object.keys(isMissing)
    .filter((field) => isMissing[field])
    .map((field) => ({ field: `schedule.${field}`, message: "Required field is not set." }));
  if (violations.length > 0) {
    throw invalidFields(violations);
  }
}

function checkCron(cron: unknown): void {
  try {
    new Cron(String(cron));
  } catch (error) {
    if (error instanceof RangeError) {
      throw invalidField("schedule.cron", `Invalid cron expression: ${error.message}.`);
    }
    throw error;
  }
}

function checkPipelineJobRequest(request: unknown): void {
  const path = "schedule.create_pipeline_job_request";
  if (!isJsonObject(request)) {
    return;
  }
  if (request.parent === undefined || request.pipelineJob === undefined) {
    throw invalidField(
      `${path}.${request.parent === undefined ? "parent" : "pipeline_job"}`,
      "Required field is not set.",
    );
  }
  if (request.pipelineJobId !== undefined) {
    throw invalidField(`${path}.pipeline_job_id`, "User-specified ID is not supported.");
  }
  checkJob(PIPELINE_JOB, request.pipelineJob as JsonObject, `${path}.pipeline_job`);
}
