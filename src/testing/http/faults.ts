import type { Random } from "../state/seededRandom";
import { ApiError, canonicalCode } from "./apiErrors";

/** What goes wrong with a request. */
export type Fault = StatusFault | BodyFault | ResetFault | StallFault | TruncateFault;

/** The connection is dropped. */
export interface ResetFault {
  /** Whether before or after the request has taken effect. */
  readonly reset: "before" | "after";
}

/** No answer ever comes. */
export interface StallFault {
  /** Marks this kind of fault. */
  readonly stall: true;
  /** Whether the request takes effect all the same. Default false. */
  readonly effect?: boolean;
}

/** The request takes effect, and its answer breaks off in the middle. */
export interface TruncateFault {
  /** Marks this kind of fault. */
  readonly truncate: true;
}

/** An error in Google's envelope. */
export interface StatusFault {
  /** HTTP status. */
  readonly status: number;
  /** Default: what the service says with this status. */
  readonly message?: string;
  /** `error.status` of the envelope, such as `UNAVAILABLE`. Default: what belongs to `status`. */
  readonly statusText?: string;
  /** More headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Adds a `Retry-After` header, in seconds. */
  readonly retryAfterSeconds?: number;
  /** Whether the request takes effect all the same. Default false. */
  readonly effect?: boolean;
}

/** A body of one's own, such as the HTML of a proxy. */
export interface BodyFault {
  /** What is answered. */
  readonly body: string;
  /** HTTP status. Default 200. */
  readonly status?: number;
  /** Default `text/html; charset=UTF-8`. */
  readonly contentType?: string;
  /** Whether the request takes effect all the same. Default false. */
  readonly effect?: boolean;
}

/** Which requests a fault befalls. A request must meet everything that is given. */
export interface FaultRule {
  /** HTTP method. */
  readonly method?: string;
  /** Such as `pipelineJobs.get`. */
  readonly apiMethod?: string;
  /** A part of the decoded path, or an expression that it matches. */
  readonly path?: string | RegExp;
  /** How many requests; default all. */
  readonly times?: number;
  /** How many matching requests pass unharmed before; default 0. */
  readonly after?: number;
  /** What goes wrong. */
  readonly fault: Fault;
}

/** Faults that strike by chance. */
export interface RandomFaults {
  /** The share of requests that is hit, from 0 to 1. */
  readonly rate: number;
  /** One of these, each as likely as the others. */
  readonly faults: readonly Fault[];
}

/** What a rule looks at. */
export interface FaultTarget {
  readonly method: string;
  readonly apiMethod: string | undefined;
  readonly path: string;
}

/** The rules in force. */
export class Faults {
  readonly #rules = new Map<FaultRule, { passed: number; struck: number }>();

  constructor(
    rules: readonly FaultRule[] = [],
    private readonly chance?: RandomFaults,
    private readonly random: Random = Math.random,
  ) {
    for (const rule of rules) {
      this.add(rule);
    }
  }

  /** Puts a rule in force and returns a function that lifts it. */
  add(rule: FaultRule): () => void {
    const own = { ...rule };
    this.#rules.set(own, { passed: 0, struck: 0 });
    return () => void this.#rules.delete(own);
  }

  /** The fault that befalls a request. The first rule that strikes decides. */
  strike(target: FaultTarget): Fault | undefined {
    for (const [rule, count] of this.#rules) {
      if (!matches(rule, target)) {
        continue;
      }
      if (count.passed < (rule.after ?? 0)) {
        count.passed += 1;
      } else if (count.struck < (rule.times ?? Number.POSITIVE_INFINITY)) {
        count.struck += 1;
        return rule.fault;
      }
    }
    return this.#chanceFault();
  }

  #chanceFault(): Fault | undefined {
    const { rate, faults } = this.chance ?? { rate: 0, faults: [] };
    return this.random() < rate ? faults[Math.floor(this.random() * faults.length)] : undefined;
  }
}

/** The error that a {@link StatusFault} answers with. */
export function faultError(fault: StatusFault, target: FaultTarget): ApiError {
  const message = fault.message ?? usualMessage(fault.status, target);
  return new ApiError(fault.status, message, fault.statusText ?? canonicalCode(fault.status));
}

function matches(rule: FaultRule, target: FaultTarget): boolean {
  const { method = target.method, apiMethod = target.apiMethod, path = "" } = rule;
  const isPath = typeof path === "string" ? target.path.includes(path) : target.path.search(path) !== -1;
  return method === target.method && apiMethod === target.apiMethod && isPath;
}

function usualMessage(httpStatus: number, { apiMethod, path }: FaultTarget): string {
  const messages: Record<number, string> = {
    403:
      `Permission 'aiplatform.${apiMethod}' denied on resource ` +
      `'//aiplatform.googleapis.com${path.replace(/^\/v1(beta1)?|:[a-zA-Z]+$/g, "")}' (or it may not exist).`,
    429:
      "Quota exceeded for quota metric 'Resource management (CRUD) requests' and limit 'Resource management (CRUD) " +
      "requests per minute per region' of service 'aiplatform.googleapis.com'.",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
    504: "Deadline exceeded.",
  };
  return messages[httpStatus] ?? `Injected fault: HTTP ${httpStatus}.`;
}
