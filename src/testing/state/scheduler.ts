import type { Job } from "./job";
import { PIPELINE_JOB } from "./jobKinds";
import { isJsonObject } from "./json";
import { launchJob } from "./launch";
import type { Schedule } from "./schedule";
import type { Service } from "./service";

/**
 * Launches the runs that have fallen due. Nothing ticks by itself: whoever looks at the fake calls this first, and it
 * makes up for the time since the last look.
 */
export function runSchedules(service: Service): void {
  for (const schedule of service.schedules.all()) {
    runSchedule(service, schedule);
  }
}

function runSchedule(service: Service, schedule: Schedule): void {
  const nowMs = service.clock.now();
  for (let dueMs = schedule.dueMs(nowMs); dueMs !== undefined; dueMs = schedule.dueMs(nowMs)) {
    if (activeRuns(service, schedule, dueMs) < schedule.maxActiveRuns) {
      // What was missed during a pause starts when the schedule is resumed, not in the past.
      launchRun(service, schedule, dueMs, Math.max(dueMs, schedule.record.lastResumeMs ?? 0));
    } else if (schedule.record.fields.allowQueueing === true) {
      schedule.queue(1);
    }
    schedule.planAfter(dueMs);
  }
  while (schedule.record.queuedRunCount > 0 && activeRuns(service, schedule, nowMs) < schedule.maxActiveRuns) {
    schedule.queue(-1);
    launchRun(service, schedule, nowMs, nowMs);
  }
}

function launchRun(service: Service, schedule: Schedule, scheduledMs: number, createMs: number): void {
  const { createPipelineJobRequest } = schedule.record.fields;
  // A schedule of notebook executions ticks, but the fake has no notebooks to run.
  const pipelineJob = isJsonObject(createPipelineJobRequest) ? createPipelineJobRequest.pipelineJob : undefined;
  let jobName = "";
  if (isJsonObject(pipelineJob)) {
    const id = `schedule-${schedule.id}-run-${schedule.record.startedRunCount + 1}`;
    const place = { project: schedule.projectNumber, region: schedule.region, id };
    const output = { scheduleName: schedule.name };
    jobName = launchJob(service, PIPELINE_JOB, place, structuredClone(pipelineJob), { output, createMs }).name;
  }
  schedule.started(scheduledMs, jobName);
}

function activeRuns(service: Service, schedule: Schedule, atMs: number): number {
  if (schedule.maxActiveRuns === Number.POSITIVE_INFINITY) {
    return 0;
  }
  const isActiveRun = (job: Job): boolean => job.fields.scheduleName === schedule.name && !job.isTerminal(atMs);
  return service.within(PIPELINE_JOB, schedule.projectNumber, schedule.region).filter(isActiveRun).length;
}
