import type { Message } from "../../messages/message";
import type { JobName } from "../jobs/jobName";
import type { Deadline } from "./deadline";
import type { RequestKind } from "./requestBudget";

/** Where jobs are: the scope of a listing, and of a quota. */
export type Location = Pick<JobName, "project" | "region">;

/** One request. */
export interface Call {
  readonly method: "GET" | "POST" | "DELETE";
  /** Resource name below the endpoint, with a custom verb if the method has one. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Called just before the request is sent. */
  readonly body?: () => object;
  /** What cannot be done when it fails; begins the message. */
  readonly tried: Message;
  /** The IAM permission that the call needs. */
  readonly permission: string;
  /** When the operation must have ended that the request is a part of; the request is aborted then. */
  readonly deadline: Deadline;
  /** Aborted when no caller waits for the answer any longer; so is the request. */
  readonly signal?: AbortSignal | undefined;
  /** Called just before the request is sent. If it returns true, nothing is sent and NeedlessError is thrown. */
  readonly isNeedless?: (() => boolean) | undefined;
  /** What it counts as; default: a look. */
  readonly countsAs?: RequestKind;
}

/** How long a request is wanted. */
export type Wanted = Pick<Call, "deadline" | "signal" | "isNeedless">;
