import { type ApiCall, checkBodyFields, checkName, checkParent, type Handler, requireResource } from "../http/apiCall";
import { failedPrecondition, invalidField, notFound } from "../http/apiErrors";
import { copyPath, parseReadMask } from "../listing/readMask";
import { decodeMessage } from "../messages/decodeMessage";
import { SCHEDULE_MESSAGE } from "../messages/messages";
import type { JsonObject } from "../state/json";
import { newSchedule } from "../state/newSchedule";
import type { Schedule } from "../state/schedule";
import type { Service } from "../state/service";
import { REQUESTS, readSchedule } from "./scheduleRequest";
import { scheduleView } from "./scheduleView";

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.schedules/create */
export const createSchedule: Handler = (service, call) => {
  checkParent(call);
  const sent = decodeMessage(requireResource(call, "schedule"), SCHEDULE_MESSAGE[call.version], "schedule");
  return scheduleView(newSchedule(service, { project: call.project, region: call.region }, readSchedule(sent)));
};

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.schedules/get */
export const getSchedule: Handler = (service, call) => scheduleView(requireSchedule(service, call));

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.schedules/patch */
export const patchSchedule: Handler = (service, call) => {
  const schedule = requireSchedule(service, call);
  refuseInState(schedule, "COMPLETED", "updated");
  const sent = decodeMessage(requireResource(call, "schedule"), SCHEDULE_MESSAGE[call.version], "schedule");
  const mask = parseReadMask(call.query.updateMask, SCHEDULE_MESSAGE[call.version]);
  if (mask === undefined) {
    throw invalidField("update_mask", "Required field is not set.");
  }
  const { fields, startMs, endMs } = readSchedule(patched(scheduleView(schedule), sent, mask));
  for (const request of REQUESTS) {
    if ((fields[request] === undefined) !== (schedule.record.fields[request] === undefined)) {
      throw invalidField("schedule.request", "The request type cannot be changed.");
    }
  }
  schedule.update(service.clock.now(), {
    fields,
    ...(startMs === undefined ? {} : { startMs }),
    ...(endMs === undefined ? {} : { endMs }),
  });
  return scheduleView(schedule);
};

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.schedules/pause */
export const pauseSchedule: Handler = (service, call) => {
  checkBodyFields(call);
  const schedule = requireSchedule(service, call);
  refuseInState(schedule, "COMPLETED", "paused");
  refuseInState(schedule, "PAUSED", "paused");
  schedule.pause(service.clock.now());
  return {};
};

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.schedules/resume */
export const resumeSchedule: Handler = (service, call) => {
  const { catchUp } = decodeMessage(call.body ?? {}, { name: "string", catchUp: "bool" }, "request");
  const schedule = requireSchedule(service, call);
  refuseInState(schedule, "COMPLETED", "resumed");
  refuseInState(schedule, "ACTIVE", "resumed");
  schedule.resume(service.clock.now(), catchUp === true);
  return {};
};

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.schedules/delete */
export const deleteSchedule: Handler = (service, call) => {
  const schedule = requireSchedule(service, call);
  service.schedules.remove(schedule);
  return service.operations.start({
    ...call,
    projectNumber: schedule.projectNumber,
    metadataType: "DeleteOperationMetadata",
    result: () => ({ response: EMPTY }),
  });
};

/** What is masked and has no value goes back to its default, which only a boolean can. */
function patched(current: JsonObject, sent: JsonObject, mask: readonly (readonly string[])[]): JsonObject {
  const next = structuredClone(current);
  for (const path of mask) {
    const [field = ""] = path;
    if (sent[field] !== undefined) {
      copyPath(sent, next, path);
    } else if (SCHEDULE_MESSAGE.v1[field] === "bool") {
      delete next[field];
    } else if (next[field] !== undefined) {
      throw invalidField(`schedule.${field}`, "A field that is set cannot be unset.");
    }
  }
  return next;
}

const EMPTY: JsonObject = { "@type": "type.googleapis.com/google.protobuf.Empty" };

function requireSchedule(service: Service, call: ApiCall): Schedule {
  checkName(call, "Schedule");
  const schedule = service.schedules.find(service.projects.numberOf(call.project), call.region, call.id);
  if (schedule === undefined) {
    throw notFound("Schedule");
  }
  return schedule;
}

function refuseInState(schedule: Schedule, state: string, participle: string): void {
  if (schedule.state === state) {
    throw failedPrecondition(`The Schedule "${schedule.name}" is in state ${state} and cannot be ${participle}.`);
  }
}
