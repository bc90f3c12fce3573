import { checkBodyFields, type Handler } from "../http/apiCall";
import { notFound } from "../http/apiErrors";

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.operations/get */
export const getOperation: Handler = (service, call) => {
  const projectNumber = service.projects.numberOf(call.project) ?? call.project;
  const operation = service.operations.get(projectNumber, call.region, call.id);
  if (operation === undefined) {
    throw notFound("Operation");
  }
  return operation;
};

/**
 * Answers at once, done or not: the service may return before the timeout, and clients ask again.
 * @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.operations/wait
 */
export const waitOperation: Handler = (service, call) => {
  checkBodyFields(call, "timeout");
  return getOperation(service, call);
};
