import { checkName, checkParent, type Handler, requireResource } from "./apiCall";
import { invalidField } from "./apiErrors";
import { cancelJob, requireJob } from "./cancelJob";
import { decodeMessage } from "./decodeMessage";
import { CUSTOM_JOB } from "./jobKinds";
import { jobView } from "./jobView";
import { launchCustomJob } from "./launch";
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
