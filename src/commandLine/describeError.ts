import { AuthError, ConnectionError, HttpError, TimeoutError, TooManyJobsError } from "../vertex/errors";
import { printable } from "../vertex/wording";

/** Tells in one sentence what happened and what to do next. Never has a stack in it. */
export function describeError(error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, "");
  const step = nextStep(error);
  return printable(step ? `${message.replace("maxJobs is", "--max is")}; ${step}` : message);
}

function nextStep(error: unknown): string {
  if (error instanceof TooManyJobsError) return `${error.cancelled}: narrow the selector, or raise --max`;
  if (error instanceof TimeoutError) return "run the same command again";
  if (error instanceof ConnectionError) return "check the network, --region and --endpoint";
  if (error instanceof AuthError) {
    return "set GOOGLE_CREDENTIALS or GOOGLE_OAUTH_ACCESS_TOKEN, or run `gcloud auth application-default login`";
  }
  return error instanceof HttpError ? nextStepAfterHttp(error) : "";
}

function nextStepAfterHttp({ failure: { status, reason } }: HttpError): string {
  if (status === 401) return "the access token is not valid or has ended: set a new one";
  if (reason === "SERVICE_DISABLED") return "enable the API: gcloud services enable aiplatform.googleapis.com";
  return status === 403 ? "grant that permission, which roles/aiplatform.user contains" : "";
}
