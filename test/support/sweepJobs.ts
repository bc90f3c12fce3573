import type { FakeVertexAi, PipelineJobSeed } from "../../src/testing";
import { PLACE } from "./withFake";

/** Running jobs that have much in common. */
export interface ManyJobs extends Omit<PipelineJobSeed, "project" | "region" | "pipelineJobId"> {
  /** What their ids begin with; a number follows. */
  readonly prefix: string;
  readonly count: number;
  /** Default: the region of tests that don't care. */
  readonly region?: string;
}

/** Puts jobs on the books of a fake. @returns their full names. */
export function addJobs(fake: FakeVertexAi, { prefix, count, ...seed }: ManyJobs): string[] {
  return Array.from({ length: count }, (_, index) =>
    fake.addPipelineJob({ ...PLACE, ...seed, pipelineJobId: `${prefix}-${index + 1}` }),
  );
}

/** Ids of the jobs on the books of a fake that have not ended, in the order in which they were made. */
export function activeIds(fake: FakeVertexAi): string[] {
  const active = fake.pipelineJobs.filter(({ state }) => !/_(SUCCEEDED|FAILED|CANCELLED)$/.test(String(state)));
  return active.map(({ name }) => String(name).slice(String(name).lastIndexOf("/") + 1));
}

/** What was asked to be cancelled, in order: full names, singly or in batches. */
export function cancelledNames(fake: FakeVertexAi): string[] {
  return fake.requests.flatMap(({ apiMethod, path, body }) => {
    if (apiMethod === "pipelineJobs.cancel") return path.replace(/^\/v1\/|:cancel$/g, "");
    return apiMethod === "pipelineJobs.batchCancel" ? (body as { names: string[] }).names : [];
  });
}
