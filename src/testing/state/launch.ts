import type { Job } from "./job";
import type { JobKind } from "./jobKind";
import { kindOf } from "./jobKinds";
import type { JsonObject } from "./json";
import { newJobId } from "./newJobId";
import type { Service } from "./service";
import type { Transition } from "./timeline";

/** Fields that the service sets for every kind. */
const OUTPUT_ONLY = ["name", "createTime", "startTime", "endTime", "updateTime", "state", "error"];

/** Where a new job goes. */
export interface Place {
  /** Id or number. */
  readonly project: string;
  readonly region: string;
  /** Default: a new one. */
  readonly id?: string;
}

/** What a new job has that its client did not say. */
export interface LaunchOptions {
  /** Fields that the service sets, such as `scheduleName`. */
  readonly output?: JsonObject;
  /** Milliseconds since the epoch. Default: now. */
  readonly createMs?: number;
}

/**
 * Starts a job as the API does: PENDING, RUNNING, and SUCCEEDED when its time is over.
 *
 * @param resource - what the client sent.
 */
export function launchJob(
  service: Service,
  kind: JobKind,
  place: Place,
  resource: JsonObject,
  { output = {}, createMs = service.clock.now() }: LaunchOptions = {},
): Job {
  const { statePrefix } = kind;
  const startMs = createMs + service.pending.next();
  return launch(service, kind, place, resource, {
    output,
    transitions: [
      { atMs: createMs, state: `${statePrefix}PENDING` },
      { atMs: startMs, state: `${statePrefix}RUNNING` },
      { atMs: startMs + service.run.next(), state: `${statePrefix}SUCCEEDED` },
    ],
  });
}

interface Life {
  readonly output: JsonObject;
  readonly transitions: readonly Transition[];
  readonly staysBehind?: boolean;
}

function launch(service: Service, kind: JobKind, place: Place, resource: JsonObject, life: Life): Job {
  const { region } = place;
  const projectNumber = service.projects.register(place.project);
  const sequence = service.nextSequence();
  const id = place.id ?? newJobId(kind, sequence);
  const [createMs = 0, startMs = createMs] = life.transitions.map(({ atMs }) => atMs);
  const { childJobs } = service.settings;
  const startChild = (collection: string, fields: JsonObject): string => {
    const childKind = kindOf(collection);
    const transitions = [
      { atMs: createMs, state: `${childKind.statePrefix}PENDING` },
      { atMs: startMs, state: `${childKind.statePrefix}RUNNING` },
    ];
    const child = { output: {}, transitions, staysBehind: childJobs === "stay-behind" };
    return launch(service, childKind, { project: projectNumber, region }, fields, child).name;
  };
  const launched = kind.launched?.({
    ...{ projectNumber, region, id, createMs, startMs, resource },
    nextNumber: () => service.nextSequence(),
    startChild: childJobs === "none" ? undefined : startChild,
  });
  const { output, ...rest } = life;
  const fields = { ...inputFields(kind, resource), ...output, ...launched };
  return service.addJob(kind, { projectNumber, region, id, sequence, fields, ...rest });
}

function inputFields({ outputOnly }: JobKind, resource: JsonObject): JsonObject {
  const isInput = ([field, value]: [string, unknown]) =>
    value !== undefined && !OUTPUT_ONLY.includes(field) && !outputOnly.includes(field);
  return Object.fromEntries(Object.entries(resource).filter(isInput));
}
