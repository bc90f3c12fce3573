export type { Clock } from "./clock";
export { DrivenClock } from "./drivenClock";
export type { DurationMs } from "./duration";
export { FakeVertexAi } from "./fakeVertexAi";
export type { BodyFault, Fault, FaultRule, StatusFault } from "./faults";
export type { CustomJobSeed, JobSeed, PipelineJobSeed } from "./jobSeeds";
export type { JsonObject } from "./json";
export type { FakeVertexAiOptions } from "./options";
export type { LoggedRequest } from "./requestLog";
