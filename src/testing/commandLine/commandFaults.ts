import type { Fault, FaultRule, RandomFaults } from "../http/faults";
import { UsageError } from "./usageError";

const KINDS: Readonly<Record<string, Fault>> = {
  "reset-before": { reset: "before" },
  "reset-after": { reset: "after" },
  stall: { stall: true },
  truncate: { truncate: true },
  html: { body: "<!DOCTYPE html><title>Proxy error</title>" },
};

/** How `--help` describes the kinds. */
export const FAULT_KINDS = `an HTTP status, ${Object.keys(KINDS).join(", ")}`;

/**
 * Reads `KIND[@API_METHOD][*TIMES]`, such as `503@pipelineJobs.cancel*2`.
 * @throws UsageError
 */
export function readFaultRule(text: string): FaultRule {
  const [, kind = "", apiMethod, times] = /^([^@*]*)(?:@([A-Za-z.]+))?(?:\*([0-9]+))?$/.exec(text) ?? [];
  return {
    fault: readFault(kind, text),
    ...(apiMethod === undefined ? {} : { apiMethod }),
    ...(times === undefined ? {} : { times: Number(times) }),
  };
}

/**
 * Reads `RATE[:KIND,KIND…]`, such as `0.1:503,reset-after`.
 * @throws UsageError
 */
export function readRandomFaults(text: string): RandomFaults {
  const [rateText = "", kinds = "503"] = text.split(":");
  const rate = Number(rateText);
  if (rateText === "" || !(rate >= 0 && rate <= 1)) {
    throw new UsageError(`--fault-rate wants a rate from 0 to 1, not "${rateText}".`);
  }
  return { rate, faults: kinds.split(",").map((kind) => readFault(kind, text)) };
}

function readFault(kind: string, text: string): Fault {
  const named = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (named !== undefined) {
    return named;
  }
  if (!/^[45][0-9]{2}$/.test(kind)) {
    throw new UsageError(`"${text}" is not a fault: the kinds are ${FAULT_KINDS}.`);
  }
  return { status: Number(kind) };
}
