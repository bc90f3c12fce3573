import type { Job } from "./job";
import type { JobKind } from "./jobKind";
import { isTerminal, isWaiting, stateWord } from "./jobState";
import type { JsonObject } from "./json";
import { newJobId } from "./newJobId";
import type { Service } from "./service";
import type { Transition } from "./timeline";

/** What a job of any kind can be given. */
export interface JobSeed {
  /** Project id or number. */
  readonly project: string;
  /** Vertex AI location. */
  readonly region: string;
  /** The full name, such as `PIPELINE_STATE_FAILED`. Default: the one of a job that runs. */
  readonly state?: string;
  /**
   * The states that the next looks (get or list) at the job answer, one after another; the last one stays. Cancelling
   * such a job is accepted and changes nothing.
   */
  readonly states?: readonly string[];
  /** From CANCELLING to CANCELLED, in milliseconds, for this job. Default: what the fake was told. */
  readonly timeToCancelMs?: number;
  /** The state in which the job ends although its cancellation was accepted. */
  readonly winsRace?: string;
  /** The name that people read; `tunedModelDisplayName` of a tuning job. */
  readonly displayName?: string;
  /** Labels of the job. Default: none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** RFC 3339. Default: now. */
  readonly createTime?: string;
  /** RFC 3339. Default: `createTime`. */
  readonly startTime?: string;
  /** RFC 3339, for a job that has ended. Default: now. */
  readonly endTime?: string;
  /** A `google.rpc.Status`, shown when the job is FAILED or CANCELLED. */
  readonly error?: object;
  /** As in the API; kept and answered. */
  readonly encryptionSpec?: object;
  /** Keep running when the job that names it as a child has ended. Default false. */
  readonly staysBehind?: boolean;
}

/**
 * A job of any kind to put on the books. Fields that its kind has in the API are kept and answered. The jobs that
 * `trials`, `trainingTaskMetadata`, or `pipelineJob` name become its children: they stop when it does.
 */
export type JobSeedOfAnyKind = JobSeed & {
  /** Default: a new one. */
  readonly id?: string | undefined;
  readonly [field: string]: unknown;
};

/** A pipeline job to put on the books. @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs */
export interface PipelineJobSeed extends JobSeed {
  /** Default: a new one. */
  readonly pipelineJobId?: string;
  /** Custom jobs that its `taskDetails` name become its children: they stop when it does. */
  readonly jobDetail?: object;
  /** As in the API; kept and answered. */
  readonly pipelineSpec?: object;
  /** As in the API; kept and answered. */
  readonly runtimeConfig?: object;
  /** Email address of the service account that it runs as. */
  readonly serviceAccount?: string;
  /** As in the API; kept and answered. */
  readonly network?: string;
  /** As in the API; kept and answered. */
  readonly reservedIpRanges?: readonly string[];
  /** As in the API; kept and answered. */
  readonly pscInterfaceConfig?: object;
  /** As in the API; kept and answered. */
  readonly templateUri?: string;
  /** As in the API; kept and answered. */
  readonly templateMetadata?: object;
  /** Full name of the schedule that launched it. */
  readonly scheduleName?: string;
  /** As in the API; kept and answered. */
  readonly preflightValidations?: boolean;
}

/** A custom job to put on the books. @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs */
export interface CustomJobSeed extends JobSeed {
  /** Default: a new one. */
  readonly customJobId?: string;
  /** As in the API; kept and answered. */
  readonly jobSpec?: object;
}

/**
 * Puts a job on the books.
 * @throws RangeError for a field that its kind lacks, and for text that is no time.
 */
export function seedJob(service: Service, kind: JobKind, seed: JobSeedOfAnyKind): Job {
  const { project, region, id, state, states, timeToCancelMs, winsRace, createTime, startTime, endTime, ...rest } =
    seed;
  const { displayName, staysBehind = false, ...others } = rest;
  const fields = { ...others, ...(displayName === undefined ? {} : { [kind.displayNameField]: displayName }) };
  checkFields(kind, fields);
  const sequence = service.nextSequence();
  return service.addJob(kind, {
    projectNumber: service.projects.register(project),
    region,
    id: id ?? newJobId(kind, sequence),
    sequence,
    fields: structuredClone(fields) as JsonObject,
    transitions: seededLife(service, kind, seed),
    staysBehind,
    ...(states === undefined ? {} : { script: states }),
    ...(timeToCancelMs === undefined ? {} : { timeToCancelMs }),
    ...(winsRace === undefined ? {} : { winsRace }),
  });
}

function checkFields({ typeName, message }: JobKind, fields: object): void {
  const unknown = Object.keys(fields).find((field) => !Object.hasOwn(message.v1beta1, field));
  if (unknown !== undefined) {
    throw new RangeError(`A ${typeName} has no field "${unknown}".`);
  }
}

/** A past that fits the state which the job is to be in. */
function seededLife(service: Service, { statePrefix }: JobKind, seed: JobSeed): Transition[] {
  const nowMs = service.clock.now();
  const state = seed.state ?? seed.states?.[0] ?? `${statePrefix}RUNNING`;
  const createMs = momentOf(seed.createTime) ?? nowMs;
  const created: Transition = { atMs: createMs, state: `${statePrefix}PENDING` };
  if (isWaiting(state)) {
    return [{ ...created, state }];
  }
  const startMs = Math.min(momentOf(seed.startTime) ?? createMs, nowMs);
  const life = [created, { atMs: startMs, state: `${statePrefix}RUNNING` }];
  if (stateWord(state) !== "RUNNING") {
    const endMs = isTerminal(state) ? momentOf(seed.endTime) : undefined;
    life.push({ atMs: Math.min(endMs ?? nowMs, nowMs), state });
  }
  return stateWord(state) === "CANCELLING" ? [...life, ...endOfCancelling(service, statePrefix, seed, nowMs)] : life;
}

/** A job that is put on the books CANCELLING ends like any other if cancelling takes time, and else stays. */
function endOfCancelling(service: Service, statePrefix: string, seed: JobSeed, nowMs: number): Transition[] {
  const timeToCancelMs = seed.timeToCancelMs ?? service.timeToCancel.next();
  return timeToCancelMs > 0
    ? [{ atMs: nowMs + timeToCancelMs, state: seed.winsRace ?? `${statePrefix}CANCELLED` }]
    : [];
}

/** @throws RangeError for text that is no time. */
function momentOf(time: string | undefined): number | undefined {
  if (time === undefined) {
    return undefined;
  }
  const atMs = Date.parse(time);
  if (Number.isNaN(atMs)) {
    throw new RangeError(`Not an RFC 3339 time: ${time}`);
  }
  return atMs;
}
