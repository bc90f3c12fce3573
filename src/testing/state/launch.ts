import type { Job } from "./job";
import { CUSTOM_JOB, type JobKind, PIPELINE_JOB } from "./jobKinds";
import type { JsonObject } from "./json";
import { launchedDetail } from "./launchedDetail";
import type { Service } from "./service";
import type { Transition } from "./timeline";

/** Fields that the service sets; what a request says about them is ignored. */
const OUTPUT_ONLY = [
  "name",
  "createTime",
  "startTime",
  "endTime",
  "updateTime",
  "state",
  "jobDetail",
  "error",
  "scheduleName",
];

/** Where a new job goes. */
export interface Place {
  /** Id or number. */
  readonly project: string;
  readonly region: string;
  readonly id: string;
}

/**
 * Starts a pipeline job as the API does: PENDING, RUNNING, and SUCCEEDED when its time is over.
 *
 * @param resource - what the client sent.
 * @param output - fields that the service sets, such as `scheduleName`.
 * @param createMs - when; default now.
 */
export function launchPipelineJob(
  service: Service,
  place: Place,
  resource: JsonObject,
  output: JsonObject = {},
  createMs: number = service.clock.now(),
): Job {
  const projectNumber = service.projects.register(place.project);
  const serviceAccount = `${projectNumber}-compute@developer.gserviceaccount.com`;
  const sequence = service.nextSequence();
  const transitions = lifeOf(PIPELINE_JOB, service, createMs);
  const { region, id } = place;
  const startMs = transitions[1]?.atMs ?? createMs;
  const { pipelineSpec } = resource;
  const jobDetail = launchedDetail(service, { projectNumber, region, id, createMs, startMs, pipelineSpec });
  const fields = { serviceAccount, ...inputFields(resource), ...output, jobDetail };
  return service.addJob(PIPELINE_JOB, { projectNumber, region, id, sequence, fields, transitions });
}

/** Starts a CustomJob; its id is the service's. */
export function launchCustomJob(service: Service, place: Omit<Place, "id">, resource: JsonObject): Job {
  const sequence = service.nextSequence();
  return service.addJob(CUSTOM_JOB, {
    projectNumber: service.projects.register(place.project),
    region: place.region,
    id: String(FIRST_CUSTOM_JOB_ID + BigInt(sequence)),
    sequence,
    fields: inputFields(resource),
    transitions: lifeOf(CUSTOM_JOB, service, service.clock.now()),
  });
}

/** Real ones have 16 to 19 digits, more than a double can hold. */
const FIRST_CUSTOM_JOB_ID = 1_000_000_000_000_000_000n;

function inputFields(resource: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(resource).filter(([field]) => !OUTPUT_ONLY.includes(field)));
}

function lifeOf({ statePrefix }: JobKind, service: Service, createMs: number): Transition[] {
  const startMs = createMs + service.pending.next();
  return [
    { atMs: createMs, state: `${statePrefix}PENDING` },
    { atMs: startMs, state: `${statePrefix}RUNNING` },
    { atMs: startMs + service.run.next(), state: `${statePrefix}SUCCEEDED` },
  ];
}
