/**
 * A Vertex AI on loopback, for tests.
 *
 * @module pulumi-vertex-jobs/testing
 */

export { FakeVertexAi } from "./fakeVertexAi";
export type {
  BodyFault,
  Fault,
  FaultRule,
  RandomFaults,
  ResetFault,
  StallFault,
  StatusFault,
  TruncateFault,
} from "./http/faults";
export type { QuotaOptions } from "./http/quota";
export type { LoggedRequest, RequestListener } from "./http/requestLog";
export type { FakeVertexAiOptions } from "./options";
export type { CustomJobSeed, JobSeed, JobSeedOfAnyKind, PipelineJobSeed } from "./state/jobSeeds";
export type { JsonObject } from "./state/json";
export type { ScheduleState } from "./state/schedule";
export type { ScheduleSeed } from "./state/scheduleSeeds";
export type { Clock } from "./time/clock";
export { DrivenClock } from "./time/drivenClock";
export type { DurationMs, DurationRangeMs } from "./time/duration";
