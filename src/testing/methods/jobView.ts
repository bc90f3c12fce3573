import type { Job } from "../state/job";
import type { JobKind } from "../state/jobKind";
import { stateWord } from "../state/jobState";
import type { JsonObject } from "../state/json";
import type { Service } from "../state/service";

/** Which form of a resource is wanted. Lists, and the answer to a creation, show less than a `get`. */
export type View = "get" | "list";

/** The labels of a job, with those that the service adds; `undefined` if it has none. */
export function labelsOf({ kind, fields, sequence }: Job): JsonObject | undefined {
  const own = fields.labels as JsonObject | undefined;
  return kind.serviceLabel === undefined ? own : { ...own, [kind.serviceLabel]: String(sequence) };
}

/** A job as the API answers it now, or as it was at another moment. */
export function jobView(service: Service, job: Job, view: View, nowMs: number = service.clock.now()): JsonObject {
  const { kind } = job;
  const state = job.state(nowMs);
  const moments = times(job, nowMs);
  const fields = kind.shown?.({ ...moments, fields: job.fields, state, view }) ?? job.fields;
  const answer: JsonObject = {
    name: job.name,
    ...fields,
    ...moments,
    state,
    labels: labelsOf(job),
    error: errorOf(service, kind, state, job.fields.error),
  };
  return knownFields(answer, kind);
}

function times(job: Job, nowMs: number) {
  const { createMs, startMs, endMs, updateMs } = job.times(nowMs);
  return {
    createTime: timestamp(createMs),
    startTime: timestamp(startMs),
    endTime: timestamp(endMs),
    updateTime: timestamp(updateMs),
  };
}

function errorOf({ settings }: Service, kind: JobKind, state: string, ownError: unknown): unknown {
  const word = stateWord(state);
  if (word !== "FAILED" && word !== "CANCELLED") {
    return undefined;
  }
  const isGiven = { always: true, asToldByOption: settings.errorOnCancelled, never: false }[kind.errorWhenCancelled];
  return ownError ?? (word === "CANCELLED" && isGiven ? { code: 1, message: "CANCELED" } : undefined);
}

function timestamp(atMs: number | undefined): string | undefined {
  return atMs === undefined ? undefined : new Date(atMs).toISOString();
}

/** What the message has: a data labeling job has no `startTime`. */
function knownFields(answer: JsonObject, { message }: JobKind): JsonObject {
  const isShown = ([field, value]: [string, unknown]) => value !== undefined && Object.hasOwn(message.v1beta1, field);
  return Object.fromEntries(Object.entries(answer).filter(isShown));
}
