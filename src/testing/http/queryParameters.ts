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

/**
 * The query parameters of a call under their camelCase names, whichever way they were spelled.
 *
 * @param own - those that become fields of the method's request message.
 * @throws ApiError for one that the method lacks.
 */
export function queryParameters(own: readonly string[], parameters: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [spelled, value] of parameters) {
    const name = camelCase(spelled.replace(/^\$/, ""));
    if (!SYSTEM_PARAMETERS.includes(name) && !own.includes(name)) {
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

/** `PageSize` or `pageSize` as `page_size`. */
export function snakeCase(name: string): string {
  return name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
