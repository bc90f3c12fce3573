import type { JsonObject } from "../state/json";

/** The canonical code that belongs to an HTTP status. @see https://google.aip.dev/193 */
const CANONICAL_CODES: Readonly<Record<number, string>> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  408: "DEADLINE_EXCEEDED",
  409: "ALREADY_EXISTS",
  413: "INVALID_ARGUMENT",
  429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED",
  500: "INTERNAL",
  501: "UNIMPLEMENTED",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/** The canonical code, such as `NOT_FOUND`, for an HTTP status; `UNKNOWN` where there is none. */
export function canonicalCode(httpStatus: number): string {
  return CANONICAL_CODES[httpStatus] ?? "UNKNOWN";
}

/** An error that the service answers with: Google's envelope around a `google.rpc.Status`. */
export class ApiError extends Error {
  constructor(
    readonly httpStatus: number,
    message: string,
    readonly status: string = canonicalCode(httpStatus),
    readonly details: readonly JsonObject[] = [],
  ) {
    super(message);
    this.name = "ApiError";
  }

  /** The envelope. @see https://google.aip.dev/193 */
  toJSON(): JsonObject {
    const error: JsonObject = { code: this.httpStatus, message: this.message, status: this.status };
    if (this.details.length > 0) {
      error.details = this.details;
    }
    return { error };
  }
}

/** A 404 in the words of the service: `The PipelineJob does not exist.` */
export function notFound(typeName: string): ApiError {
  return new ApiError(404, `The ${typeName} does not exist.`);
}

/** A 400 that names fields, the way Vertex AI lists them. */
export function invalidFields(violations: readonly { field: string; message: string }[]): ApiError {
  const list = violations.map(({ field, message }, index) => `${index + 1}.Field: ${field}; Message: ${message}\t`);
  return new ApiError(400, `List of found errors:\t${list.join("")}`, "INVALID_ARGUMENT", [
    {
      "@type": "type.googleapis.com/google.rpc.BadRequest",
      fieldViolations: violations.map(({ field, message }) => ({ field, description: message })),
    },
  ]);
}

/** {@link invalidFields} for a single field. */
export function invalidField(field: string, message: string): ApiError {
  return invalidFields([{ field, message }]);
}

/** A 400 from the layer that turns JSON and query parameters into a request message. */
export function badPayload(message: string): ApiError {
  return new ApiError(400, message);
}

/** A 400 for a call that the resource's present state forbids. */
export function failedPrecondition(message: string): ApiError {
  return new ApiError(400, message, "FAILED_PRECONDITION");
}

/** The 401 for a request without a usable token. */
export function unauthenticated(hasToken: boolean): ApiError {
  const problem = hasToken
    ? "Request had invalid authentication credentials."
    : "Request is missing required authentication credential.";
  return new ApiError(
    401,
    `${problem} Expected OAuth 2 access token, login cookie or other valid authentication credential. ` +
      "See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    "UNAUTHENTICATED",
    [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        reason: hasToken ? "ACCESS_TOKEN_TYPE_UNSUPPORTED" : "CREDENTIALS_MISSING",
        domain: "googleapis.com",
        metadata: { service: "aiplatform.googleapis.com" },
      },
    ],
  );
}
