import { printable } from "../../messages/wording";
import type { HttpAnswer } from "../errors";
import { fieldOf, isRecord, parseJson } from "../json";

/** What is shown of a message that a server sent, in characters. */
const MAX_SHOWN_LENGTH = 500;

/**
 * Reads Google's error envelope, `{"error": {code, message, status, details}}`.
 *
 * @returns its parts and a text of one line to show; without a `googleStatus` when the body is something else.
 * @see https://google.aip.dev/193
 */
export function readApiError(
  body: string,
): Pick<HttpAnswer, "googleStatus" | "reason"> & { text: string; retryDelayMs?: number } {
  const error = parseEnvelope(body);
  if (!error) return { text: "the answer is not a Google error" };
  const reason = error.details?.find((detail) => typeof detail?.reason === "string")?.reason;
  const retryDelayMs = secondsMs(error.details?.find((detail) => detail?.retryDelay !== undefined)?.retryDelay);
  return {
    ...(retryDelayMs !== undefined && { retryDelayMs }),
    ...(typeof error.status === "string" && { googleStatus: error.status }),
    ...(reason !== undefined && { reason }),
    text: oneLine(typeof error.message === "string" ? error.message : ""),
  };
}

/** Reads a `Retry-After` header: seconds or an HTTP date. */
export function readRetryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? ms : undefined;
}

interface ErrorEnvelope {
  readonly message?: unknown;
  readonly status?: unknown;
  readonly details?: readonly ({ readonly reason?: string; readonly retryDelay?: unknown } | undefined)[];
}

function parseEnvelope(body: string): ErrorEnvelope | undefined {
  const error = fieldOf(parseJson(body), "error");
  if (!isRecord(error)) return undefined;
  return { ...error, details: Array.isArray(error.details) ? error.details : [] };
}

/** A duration of a `google.rpc.RetryInfo`, such as `3.5s`, in milliseconds. */
function secondsMs(duration: unknown): number | undefined {
  const [, seconds] = /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(String(duration)) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}

function oneLine(text: string): string {
  const line = printable(text)
    .replace(/[.\s]+$/, "")
    .trim();
  return line.length <= MAX_SHOWN_LENGTH ? line : `${line.slice(0, MAX_SHOWN_LENGTH)}…`;
}
