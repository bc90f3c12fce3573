import type { JsonObject } from "../state/json";
import type { Schedule } from "../state/schedule";

/** A schedule as the API answers it. @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.schedules */
export function scheduleView(schedule: Schedule): JsonObject {
  const { record, name } = schedule;
  const { fields, state, startedRunCount, catchUp, lastRun } = record;
  return withoutUndefined({
    name,
    ...fields,
    startTime: timestamp(record.startMs),
    endTime: timestamp(record.endMs),
    startedRunCount: startedRunCount === 0 ? undefined : String(startedRunCount),
    state,
    createTime: timestamp(record.createMs),
    updateTime: timestamp(record.updateMs),
    nextRunTime: state === "ACTIVE" ? timestamp(record.nextRunMs) : undefined,
    lastPauseTime: timestamp(record.lastPauseMs),
    lastResumeTime: timestamp(record.lastResumeMs),
    catchUp: catchUp || undefined,
    lastScheduledRunResponse: lastRun && {
      scheduledRunTime: timestamp(lastRun.scheduledMs),
      runResponse: lastRun.jobName,
    },
  });
}

function timestamp(atMs: number | undefined): string | undefined {
  return atMs === undefined ? undefined : new Date(atMs).toISOString();
}

function withoutUndefined(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
