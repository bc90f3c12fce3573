import { jobIdOf } from "../vertex/jobs/jobName";
import type { JobKindName } from "../vertex/kinds/kinds";
import { type FoundJob, nameOf } from "../vertex/stopping/foundJob";
import { type ListingInputs, listJobs } from "./jobListing";
import type { RequestContext } from "./request";

/** A job as a listing shows it, with what its name says. */
export type ListedJobFields = ReturnType<typeof fieldsOf>;

/**
 * Finds the jobs that `getJobs` returns, in any state unless the selector names some.
 *
 * @throws SettingError; and what the listing throws.
 */
export async function findJobs(context: RequestContext, inputs: ListingInputs): Promise<ListedJobFields[]> {
  const jobs: ListedJobFields[] = [];
  for await (const found of listJobs(context, inputs, "any")) {
    jobs.push(fieldsOf(found));
    if (jobs.length >= inputs.limit) break;
  }
  return jobs;
}

function fieldsOf(found: FoundJob) {
  const { childJobs: _childJobs, ...fields } = found.job;
  return {
    ...fields,
    kind: found.kind.collection as JobKindName,
    name: nameOf(found),
    jobId: jobIdOf(fields.name),
    region: found.location.region,
  };
}
