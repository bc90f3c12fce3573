import type { Job } from "./job";
import { CUSTOM_JOB, isTerminal, type JobKind, PIPELINE_JOB, stateWord } from "./jobKinds";
import type { JsonObject } from "./json";
import type { Service } from "./service";
import type { Transition } from "./timeline";

/** What a job of either kind can be given. */
export interface JobSeed {
  /** Project id or number. */
  readonly project: string;
  /** Vertex AI location. */
  readonly region: string;
  /** The full name, such as `PIPELINE_STATE_RUNNING`, which is the default. */
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
  /** The name that people read. */
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
}

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
  /** Keep running when the pipeline job that names it as a child has ended. Default false. */
  readonly staysBehind?: boolean;
}

/** Puts a pipeline job on the books. */
export function seedPipelineJob(service: Service, seed: PipelineJobSeed): Job {
  const { pipelineJobId, ...rest } = seed;
  return seedJob(service, PIPELINE_JOB, pipelineJobId, rest);
}

/** Puts a custom job on the books. */
export function seedCustomJob(service: Service, seed: CustomJobSeed): Job {
  const { customJobId, staysBehind, ...rest } = seed;
  return seedJob(service, CUSTOM_JOB, customJobId, rest, staysBehind);
}

function seedJob(
  service: Service,
  kind: JobKind,
  givenId: string | undefined,
  seed: JobSeed,
  staysBehind = false,
): Job {
  const { project, region, state, states, timeToCancelMs, winsRace, createTime, startTime, endTime, ...fields } = seed;
  const sequence = service.nextSequence();
  return service.addJob(kind, {
    projectNumber: service.projects.register(project),
    region,
    id: givenId ?? `job-${sequence}`,
    sequence,
    fields: structuredClone(fields) as JsonObject,
    transitions: seededLife(service, kind, seed),
    staysBehind,
    ...(states === undefined ? {} : { script: states }),
    ...(timeToCancelMs === undefined ? {} : { timeToCancelMs }),
    ...(winsRace === undefined ? {} : { winsRace }),
  });
}

/** A past that fits the state which the job is to be in. */
function seededLife(service: Service, { statePrefix }: JobKind, seed: JobSeed): Transition[] {
  const nowMs = service.clock.now();
  const state = seed.state ?? seed.states?.[0] ?? `${statePrefix}RUNNING`;
  const createMs = momentOf(seed.createTime) ?? nowMs;
  const created: Transition = { atMs: createMs, state: `${statePrefix}PENDING` };
  if (["QUEUED", "PENDING"].includes(stateWord(state))) {
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
