import { describeInputFailure, Failure } from "../messages/failure";
import { message } from "../messages/message";
import type { Config } from "../provider/connection/settingSources";
import { Settings } from "../provider/connection/settings";
import { vertexAiOf } from "../provider/connection/sharedVertexAi";
import { checkListing, type ListingInputs, listJobs } from "../provider/jobListing";
import { DeclaredPauses } from "../provider/jobSweep/declaredPauses";
import { jobIdOf } from "../vertex/jobs/jobName";
import type { JobKindName } from "../vertex/kinds/kinds";
import { type FoundJob, nameOf } from "../vertex/stopping/foundJob";
import type { ListedJob } from "./listedJob";

/** Aborted by nobody: the program ends when it is done. */
const { signal } = new AbortController();

/**
 * Lists jobs where and as whom the stack's configuration says.
 *
 * @throws Failure naming every argument that is wrong, before any request; SettingError; and what the listing throws.
 */
export async function findJobs(args: object, config: Config): Promise<ListedJob[]> {
  const settings = new Settings(config);
  const { inputs, failures } = checkListing({ ...args }, settings, "getJobs");
  if (failures.length > 0) {
    throw new Failure(message("badArguments", { failures: failures.map(describeInputFailure).join("; ") }));
  }
  const listing = inputs as unknown as ListingInputs;
  const context = {
    settings,
    connect: (connected: Settings) => vertexAiOf(connected, { signal }),
    log: async () => {},
    declaredPauses: new DeclaredPauses(),
  };
  const jobs: ListedJob[] = [];
  for await (const found of listJobs(context, listing, "any")) {
    jobs.push(resultOf(found));
    if (jobs.length >= listing.limit) break;
  }
  return jobs;
}

function resultOf(found: FoundJob): ListedJob {
  const { childJobs: _childJobs, ...fields } = found.job;
  const { region } = found.location;
  return {
    ...fields,
    kind: found.kind.collection as JobKindName,
    name: nameOf(found),
    jobId: jobIdOf(fields.name),
    region,
  };
}
