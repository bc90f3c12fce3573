import { describeInputFailure, Failure } from "../messages/failure";
import { message } from "../messages/message";
import type { Config } from "../provider/connection/settingSources";
import { Settings } from "../provider/connection/settings";
import { vertexAiOf } from "../provider/connection/sharedVertexAi";
import { findJobs } from "../provider/findJobs";
import { checkListing, type ListingInputs } from "../provider/jobListing";
import { DeclaredPauses } from "../provider/jobSweep/declaredPauses";
import type { ListedJob } from "./listedJob";

/** Aborted by nobody: the program ends when it is done. */
const { signal } = new AbortController();

/**
 * Lists jobs where and as whom the stack's configuration says.
 *
 * @throws Failure naming every argument that is wrong, before any request; SettingError; and what the listing throws.
 */
export async function listInProgram(args: object, config: Config): Promise<ListedJob[]> {
  const settings = new Settings(config);
  const { inputs, failures } = checkListing({ ...args }, settings, "getJobs");
  if (failures.length > 0) {
    throw new Failure(message("badArguments", { failures: failures.map(describeInputFailure).join("; ") }));
  }
  const context = {
    settings,
    connect: (connected: Settings) => vertexAiOf(connected, { signal }),
    log: async () => {},
    declaredPauses: new DeclaredPauses(),
  };
  return findJobs(context, inputs as unknown as ListingInputs);
}
