import { badPayload } from "./apiErrors";

/** Parameters that every method of every Google API takes. @see https://cloud.google.com/apis/docs/system-parameters */
const SYSTEM_PARAMETERS = [
  "alt",
  "callback",
  "fields",
  "key",
  "accessToken",
  "oauthToken",
  "prettyPrint",
  "quotaUser",
  "uploadType",
  "uploadProtocol",
  ".xgafv",
];

const LIST_PARAMETERS = ["filter", "pageSize", "pageToken", "orderBy", "readMask"];

/** The parameters that become fields of a request message. */
const OWN_PARAMETERS = new Map<string, readonly string[]>([
  ["pipelineJobs.create", ["pipelineJobId"]],
  ["pipelineJobs.list", LIST_PARAMETERS],
  ["customJobs.list", ["filter", "pageSize", "pageToken", "readMask"]],
  ["schedules.list", ["filter", "pageSize", "pageToken", "orderBy"]],
  ["schedules.patch", ["updateMask"]],
  ["operations.wait", ["timeout"]],
]);

/**
 * The query parameters of a call under their camelCase names, whichever way they were spelled.
 * @throws ApiError for one that the method lacks.
 */
export function queryParameters(apiMethod: string, parameters: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [spelled, value] of parameters) {
    const name = camelCase(spelled.replace(/^\$/, ""));
    if (!SYSTEM_PARAMETERS.includes(name) && !OWN_PARAMETERS.get(apiMethod)?.includes(name)) {
      throw badPayload(
        `Invalid JSON payload received. Unknown name "${spelled}": Cannot bind query parameter. ` +
          `Field '${spelled}' could not be found in request message.`,
      );
    }
    query[name] = value;
  }
  return query;
}

/** `page_size` as `pageSize`; what is camelCase already stays. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
