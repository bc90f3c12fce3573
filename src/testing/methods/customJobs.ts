import { checkName, checkParent, type Handler, requireResource } from "../http/apiCall";
import { invalidField } from "../http/apiErrors";
import { decodeMessage } from "../messages/decodeMessage";
import { CUSTOM_JOB } from "../state/jobKinds";
import { launchCustomJob } from "../state/launch";
import { cancelJob, requireJob } from "./cancelJob";
import { jobView } from "./jobView";
import { listJobs } from "./listJobs";

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs/create */
export const createCustomJob: Handler = (service, call) => {
  checkParent(call);
  const resource = decodeMessage(requireResource(call, "custom_job"), CUSTOM_JOB.message[call.version], "custom_job");
  for (const [field, name] of [
    ["displayName", "display_name"],
    ["jobSpec", "job_spec"],
  ] as const) {
    if (resource[field] === undefined) {
      throw invalidField(`custom_job.${name}`, "Required field is not set.");
    }
  }
  return jobView(service, launchCustomJob(service, call, resource), "get");
};

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs/get */
export const getCustomJob: Handler = (service, call) => {
  checkName(call, CUSTOM_JOB.typeName);
  const job = requireJob(service, call, CUSTOM_JOB);
  job.observe(service.clock.now());
  return jobView(service, job, "get");
};

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs/list */
export const listCustomJobs: Handler = (service, call) => listJobs(service, call, CUSTOM_JOB);

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs/cancel */
export const cancelCustomJob: Handler = (service, call) => {
  checkName(call, CUSTOM_JOB.typeName);
  return cancelJob(service, call, CUSTOM_JOB);
};
