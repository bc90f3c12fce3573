import { checkCount, checkNames } from "../provider/checkInputs";
import { checkSelection } from "../provider/checkSelection";
import { checkConnection, connectionOf } from "../provider/connection/connectionInputs";
import type { Config } from "../provider/connection/settingSources";
import { Settings } from "../provider/connection/settings";
import { vertexAiOf } from "../provider/connection/sharedVertexAi";
import { Deadline } from "../vertex/http/deadline";
import { formatJobName, jobIdOf } from "../vertex/jobs/jobName";
import { PIPELINE_JOBS } from "../vertex/kinds/jobKind";
import type { ListedJob } from "../vertex/selection/listedJob";
import { listSelected, selectionOf } from "../vertex/selection/listSelected";

/** What a program may give, not checked yet. */
export interface FindJobsArgs {
  readonly selector?: object;
  readonly exclude?: object;
  readonly project?: string;
  readonly regions?: readonly string[];
  readonly limit?: number;
  readonly connection?: object;
  readonly gcpProvider?: object;
}

/** A job that was found, and where. */
export interface FoundJob {
  /** Full resource name, with the project as it was given. */
  readonly name: string;
  readonly jobId: string;
  readonly region: string;
  readonly job: ListedJob;
}

const KNOWN_ARGUMENTS = ["selector", "exclude", "project", "regions", "limit", "connection", "gcpProvider"];

/** How many jobs are listed unless it is said. */
const DEFAULT_LIMIT = 100;

/** How long a listing may take, in milliseconds. */
const TIMEOUT_MS = 5 * 60_000;

/** Aborted by nobody: the program ends when it is done. */
const { signal } = new AbortController();

/**
 * Lists jobs where and as whom the stack's configuration says.
 *
 * @throws Error naming every argument that is wrong, before any request; SettingError; and what the listing throws.
 */
export async function findJobs({ limit = DEFAULT_LIMIT, ...args }: FindJobsArgs, config: Config): Promise<FoundJob[]> {
  const ofTheStack = new Settings(config);
  const settings = ofTheStack.of(connectionOf(args));
  const given = { ...args, selector: args.selector ?? { allJobs: true } };
  const { inputs, failures } = checkSelection({}, given, settings);
  const complaints = [
    ...checkNames(args, KNOWN_ARGUMENTS, "getJobs"),
    ...failures,
    ...checkCount("limit", limit),
    ...checkConnection({ ...args }, ofTheStack),
  ];
  if (complaints.length > 0) {
    throw new Error(
      complaints.map(({ property, reason }) => `getJobs: ${[property, reason].filter(Boolean).join(" ")}`).join("; "),
    );
  }
  const { project, regions } = inputs as { project: string; regions: string[] };
  const vertexAi = vertexAiOf(settings, { signal });
  const deadline = new Deadline(TIMEOUT_MS);
  const selection = selectionOf(given.selector, args.exclude, { nowMs: Date.now(), defaultStates: "any" });
  const listed: FoundJob[] = [];
  for (const region of regions) {
    if (listed.length >= limit) break;
    for await (const job of listSelected(vertexAi, { project, region }, selection, deadline)) {
      const jobId = jobIdOf(job.name);
      listed.push({ name: formatJobName(PIPELINE_JOBS, { project, region, jobId }), jobId, region, job });
      if (listed.length >= limit) break;
    }
  }
  return listed;
}
