import type { JobError } from "../resources/cancellation";
import type { JobState, PipelineState } from "../resources/jobState";
import type { JobKindName } from "../vertex/kinds/kinds";

/** A job as a listing shows it. */
export interface ListedJob {
  /** Its kind: the collection in its name. */
  readonly kind: JobKindName;
  /** Full resource name, with the project as it was given. */
  readonly name: string;
  /** Last part of the name. */
  readonly jobId: string;
  /** Vertex AI location. */
  readonly region: string;
  /** The state when it was listed. */
  readonly state: PipelineState | JobState;
  /** The name that people read; need not be unique. */
  readonly displayName?: string;
  /** Labels of the job; empty when it has none. */
  readonly labels: Readonly<Record<string, string>>;
  /** When it was created; RFC 3339. */
  readonly createTime?: string;
  /** When it began to run; RFC 3339. */
  readonly startTime?: string;
  /** When it ended; RFC 3339. */
  readonly endTime?: string;
  /** When it last changed; RFC 3339. */
  readonly updateTime?: string;
  /** The pipeline's name, `pipelineSpec.pipelineInfo.name`. */
  readonly pipelineName?: string;
  /** Where the pipeline's template came from. */
  readonly templateUri?: string;
  /** Full name of the schedule that launched the job; absent when none did. */
  readonly scheduleName?: string;
  /** Email address of the service account that it runs as. */
  readonly serviceAccount?: string;
  /** Why the job failed or was cancelled. */
  readonly error?: JobError;
}
