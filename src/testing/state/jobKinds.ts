import { CUSTOM_JOB_MESSAGE, PIPELINE_JOB_MESSAGE, type VersionedMessage } from "../messages/messages";

/** One kind of job that can be cancelled, in the words of the API. */
export interface JobKind {
  /** The collection in the resource name. */
  readonly collection: "pipelineJobs" | "customJobs";
  /** The message name, as error messages spell it. */
  readonly typeName: "PipelineJob" | "CustomJob";
  /** What every name of its state enum begins with. */
  readonly statePrefix: "PIPELINE_STATE_" | "JOB_STATE_";
  readonly message: VersionedMessage;
}

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs */
export const PIPELINE_JOB: JobKind = {
  collection: "pipelineJobs",
  typeName: "PipelineJob",
  statePrefix: "PIPELINE_STATE_",
  message: PIPELINE_JOB_MESSAGE,
};

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs */
export const CUSTOM_JOB: JobKind = {
  collection: "customJobs",
  typeName: "CustomJob",
  statePrefix: "JOB_STATE_",
  message: CUSTOM_JOB_MESSAGE,
};

const TERMINAL = ["SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED", "PARTIALLY_SUCCEEDED"];

/** Whether a job in this state has ended for good. */
export function isTerminal(state: string): boolean {
  return TERMINAL.includes(stateWord(state));
}

/** The state without its prefix: `CANCELLED` for `PIPELINE_STATE_CANCELLED`. */
export function stateWord(state: string): string {
  return state.replace(/^(PIPELINE|JOB)_STATE_/, "");
}
