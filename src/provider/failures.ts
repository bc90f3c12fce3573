import { formatDuration } from "../vertex/duration";
import { AuthError, ConnectionError, HttpError, isMissing, TimeoutError, TooManyJobsError } from "../vertex/errors";
import type { Identity } from "../vertex/http/credentials";
import type { TimedOperation } from "./timeouts";

/** An operation that failed after the job had been seen: the engine keeps the resource, with what is known. */
export class PartialFailure extends Error {
  /** What the engine shows in place of the message. */
  readonly reasons: readonly string[];

  /**
   * @param id - id of the resource.
   * @param properties - outputs to record, the inputs among them.
   */
  constructor(
    message: string,
    readonly id: string,
    readonly properties: object,
  ) {
    super(message);
    this.reasons = [message];
  }
}

/** What was going on when an error came. */
export interface Situation {
  readonly operation: TimedOperation | "read";
  /** What was last known, such as `PIPELINE_STATE_CANCELLING`; absent when nothing was. */
  readonly lastKnown: string | undefined;
  readonly elapsedMs: number;
  readonly urn: string | undefined;
}

/** Tells a user what happened, what was last known of the job, and what to do next. */
export function describeFailure(error: unknown, situation: Situation): string {
  const { operation, lastKnown, elapsedMs, urn } = situation;
  const message = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
  // A timeout of the wait tells the last state itself.
  const isTold = lastKnown === undefined || error instanceof TimeoutError || message.includes(lastKnown);
  const known = isTold ? "" : ` (last known: ${lastKnown}, after ${formatDuration(elapsedMs)})`;
  const sentences = [`${message}${known}`, nextStep(error, operation)];
  if (operation === "delete") {
    sentences.push(`To let the resource go without stopping anything: pulumi state delete '${urn ?? "URN"}'`);
  }
  return sentences.filter(Boolean).join(". ");
}

function nextStep(error: unknown, operation: Situation["operation"]): string {
  if (error instanceof TimeoutError) {
    const command = operation === "delete" ? "pulumi destroy" : "pulumi up";
    return operation === "read"
      ? "Run `pulumi refresh` again"
      : `Run \`${command}\` again to go on waiting, or give it more time with customTimeouts.${operation}`;
  }
  if (error instanceof AuthError) {
    return "Set gcp:credentials or gcp:accessToken, or run `gcloud auth application-default login`";
  }
  if (error instanceof TooManyJobsError)
    return `${capitalized(error.cancelled)}: narrow the selector, or raise maxJobs`;
  if (error instanceof ConnectionError) return "Check the network, the region and gcp:vertexAiCustomEndpoint";
  return error instanceof HttpError ? nextStepAfterHttp(error) : "";
}

function nextStepAfterHttp(error: HttpError): string {
  const { status, reason, fixedTokenSource } = error.failure;
  if (isMissing(error)) return "Check the name, or set ignoreMissing to count a missing job as stopped";
  if (status === 401 && fixedTokenSource) {
    return (
      `The access token of ${fixedTokenSource} is not valid or has ended, and can't be renewed: set a new one, or use ` +
      "gcp:credentials, gcp:impersonateServiceAccount or Application Default Credentials, which outlast a wait"
    );
  }
  if (status === 401) return "The credentials are not accepted: check gcp:credentials, or log in again";
  if (reason === "SERVICE_DISABLED") {
    return (
      "Enable the API: gcloud services enable aiplatform.googleapis.com. If the project is not the one that is meant, " +
      "set gcp:userProjectOverride and gcp:billingProject"
    );
  }
  if (status === 403) return "Grant that permission, which roles/aiplatform.user contains";
  return "";
}

/** Says that a recorded access token has ended, and who calls instead. */
export function describeFallback(refused: Identity, taken: Identity): string {
  return `${refused.source} of the last \`pulumi up\` is not valid any more: using ${taken.source} instead`;
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
