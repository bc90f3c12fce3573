import fc from "fast-check";
import type { Fault, FaultRule } from "../../src/testing";

/** Something that goes wrong with requests of the provider. */
export interface FaultPlan {
  readonly fault: Fault;
  /** Which method it befalls, or `cancel` for all that cancel jobs; absent: any. */
  readonly apiMethod?: string;
  /** How many requests of that kind pass unharmed before. */
  readonly after: number;
  /** How many it befalls; `Infinity`: all from then on … */
  readonly times: number;
  /** … until this step of the history; absent: to its end. */
  readonly liftedBeforeStep?: number;
}

/** Requests of users go to another version of the API, so that no fault befalls them. */
export const PROVIDER_PATH = /^\/v1\//;

const STATUSES = [429, 500, 502, 503, 504];
const BATCH = "pipelineJobs.batchCancel";
const ANY_CANCEL = "cancel";
const METHODS = [
  "pipelineJobs.get",
  "pipelineJobs.list",
  "pipelineJobs.cancel",
  BATCH,
  "schedules.list",
  "schedules.pause",
  "schedules.resume",
  "pipelineJobs.delete",
  "pipelineJobs.batchDelete",
  "customJobs.get",
  "customJobs.list",
  "customJobs.cancel",
  "customJobs.delete",
  "hyperparameterTuningJobs.cancel",
];
const JSON_TYPE = "application/json";

const faults: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ status: fc.constantFrom(...STATUSES), effect: fc.boolean() }),
  fc.record({ status: fc.constantFrom(429, 503), retryAfterSeconds: fc.integer({ min: 0, max: 8 }) }),
  fc.record({ reset: fc.constantFrom<("before" | "after")[]>("before", "after") }),
  fc.record({ stall: fc.constant<true>(true), effect: fc.boolean() }),
  fc.constant<Fault>({ truncate: true }),
  fc.constantFrom<Fault[]>(
    { body: "<html><body>Sign in to the network</body></html>" },
    { body: "<html><body>Bad gateway</body></html>", status: 502, effect: true },
    { body: "", status: 200, effect: true },
    { status: 401 },
    { status: 403 },
  ),
);

/** A batch that is accepted and comes to nothing. */
const idleBatch = { body: '{"name": "projects/1/locations/us-central1/operations/1"}', contentType: JSON_TYPE };

const targets = fc.oneof(
  { weight: 6, arbitrary: fc.record({ fault: faults, apiMethod: fc.option(fc.constantFrom(...METHODS)) }) },
  { weight: 1, arbitrary: fc.constant({ fault: idleBatch, apiMethod: BATCH }) },
);

/** Nothing may be cancelled, or can be, until somebody grants it, or the service is well again. */
export const cancelOutages: fc.Arbitrary<FaultPlan> = fc.record({
  fault: fc.constantFrom<Fault[]>({ status: 403 }, { status: 503 }),
  apiMethod: fc.constant(ANY_CANCEL),
  after: fc.constant(0),
  times: fc.constant(Number.POSITIVE_INFINITY),
  liftedBeforeStep: fc.integer({ min: 1, max: 4 }),
});

/** Whether an answer is taken for one by the service that has accepted the request. */
export function isBelieved(fault: Fault | undefined): boolean {
  return fault === undefined || ("body" in fault && fault.body === idleBatch.body);
}

/** Faults that befall a few requests, and outages that don't end. */
const passingFaults: fc.Arbitrary<FaultPlan> = fc
  .record({
    target: targets,
    after: fc.oneof(fc.nat(2), fc.nat(12)),
    times: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.constant(Number.POSITIVE_INFINITY)),
  })
  .map(({ target: { fault, apiMethod }, ...plan }) => ({ fault, ...(apiMethod && { apiMethod }), ...plan }));

/** What goes wrong in a history. */
export const faultPlans: fc.Arbitrary<FaultPlan> = fc.oneof(
  { weight: 4, arbitrary: passingFaults },
  { weight: 1, arbitrary: cancelOutages },
);

/** The plan as the fake takes it. */
export function faultRuleOf({ fault, apiMethod, after, times }: FaultPlan): FaultRule {
  const rule = { fault, after, times };
  if (apiMethod === ANY_CANCEL) return { ...rule, path: /^\/v1\/.*:(cancel|batchCancel)$/ };
  return { ...rule, path: PROVIDER_PATH, ...(apiMethod && { apiMethod }) };
}

/** Such as `stall ×2 of pipelineJobs.get after 3`. */
export function describeFault({ fault, apiMethod = "any method", after, times, liftedBeforeStep }: FaultPlan): string {
  const until = liftedBeforeStep === undefined ? "" : `, until step ${liftedBeforeStep}`;
  return `${nameOfFault(fault)} ×${times} of ${apiMethod} after ${after}${until}`;
}

/** Such as `HTTP 503 with effect`. */
export function nameOfFault(fault: Fault): string {
  const effect = "effect" in fault && fault.effect ? " with effect" : "";
  if ("reset" in fault) return `reset ${fault.reset} the effect`;
  if ("stall" in fault) return `stall${effect}`;
  if ("truncate" in fault) return "truncated answer";
  if ("body" in fault) return `HTTP ${fault.status ?? 200} ${JSON.stringify(fault.body.slice(0, 12))}${effect}`;
  const retryAfter = fault.retryAfterSeconds === undefined ? "" : `, Retry-After ${fault.retryAfterSeconds} s`;
  return `HTTP ${fault.status}${retryAfter}${effect}`;
}
