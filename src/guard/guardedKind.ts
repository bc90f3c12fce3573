import type { JobKind } from "../vertex/kinds/jobKind";
import { PIPELINE_JOBS } from "../vertex/kinds/kinds";

/** The kind of jobs that a guard stops: its workflow calls the connector of pipeline jobs. */
export const GUARDED_KIND: JobKind = PIPELINE_JOBS;
