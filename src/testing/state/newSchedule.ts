import type { ScheduleRequest } from "../methods/scheduleRequest";
import { Schedule } from "./schedule";
import type { Service } from "./service";

const FIRST_ID = 3_000_000_000_000_000_000n;

/** Puts an active schedule on the books and plans its first run. */
export function newSchedule(
  service: Service,
  place: { readonly project: string; readonly region: string; readonly id?: string },
  { fields, startMs, endMs }: ScheduleRequest,
): Schedule {
  const nowMs = service.clock.now();
  const sequence = service.nextSequence();
  const schedule = new Schedule({
    projectNumber: service.projects.register(place.project),
    region: place.region,
    id: place.id ?? String(FIRST_ID + BigInt(sequence)),
    sequence,
    fields,
    state: "ACTIVE",
    createMs: nowMs,
    updateMs: nowMs,
    startMs: startMs ?? nowMs,
    ...(endMs === undefined ? {} : { endMs }),
    startedRunCount: 0,
    queuedRunCount: 0,
    catchUp: false,
  });
  schedule.planAfter(nowMs);
  return service.schedules.add(schedule);
}
