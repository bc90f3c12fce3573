import type { ParseArgsOptionsConfig } from "node:util";
import type { FakeVertexAiOptions } from "../options";
import type { DurationMs } from "../time/duration";
import { FAULT_KINDS, readFaultRule, readRandomFaults } from "./commandFaults";
import { UsageError } from "./usageError";

type Reader = (text: string, option: string) => Partial<FakeVertexAiOptions>;

interface CommandOption {
  /** What the option takes; nothing for a switch. */
  readonly argument?: string;
  readonly isRepeatable?: boolean;
  readonly help: string;
  readonly read: Reader;
}

const MAX_COUNT = 1_000_000_000;

const OPTIONS: Readonly<Record<string, CommandOption>> = {
  port: {
    argument: "N",
    help: "TCP port; 0, the default, takes any free one",
    read: (text, option) => ({ port: integer(text, option, 65_535) }),
  },
  host: { argument: "H", help: "address to listen on; default 127.0.0.1", read: (host) => ({ host }) },
  "project-number": {
    argument: "N",
    help: "number of the first project; default 123456789012",
    read: (projectNumber) => ({ projectNumber }),
  },
  region: { argument: "R", help: "serve this region only", read: (region) => ({ region }) },
  "latency-ms": {
    argument: "MS",
    help: "wait before each answer",
    read: (text, option) => ({ latencyMs: duration(text, option) }),
  },
  "time-to-cancel-ms": {
    argument: "MS",
    help: "from CANCELLING to CANCELLED; default 0",
    read: (text, option) => ({ timeToCancelMs: duration(text, option) }),
  },
  "cancel-lag-ms": {
    argument: "MS",
    help: "from an accepted cancellation to CANCELLING; default 0",
    read: (text, option) => ({ cancelLagMs: duration(text, option) }),
  },
  "listing-lag-ms": {
    argument: "MS",
    help: "how old listings of jobs are; default 0",
    read: (text, option) => ({ listingLagMs: integer(text, option, MAX_COUNT) }),
  },
  "pending-ms": {
    argument: "MS",
    help: "how long created jobs are PENDING; default 0",
    read: (text, option) => ({ pendingMs: duration(text, option) }),
  },
  "run-ms": {
    argument: "MS",
    help: "how long created jobs run until they have SUCCEEDED; default: until they are cancelled",
    read: (text, option) => ({ runMs: duration(text, option) }),
  },
  "error-on-cancelled": {
    help: "cancelled pipeline jobs carry error {code: 1}, as most other kinds do",
    read: () => ({ errorOnCancelled: true }),
  },
  "require-authorization": {
    help: "demand a Bearer token",
    read: () => ({ requireAuthorization: true }),
  },
  "child-jobs": {
    argument: "HOW",
    help: "jobs that carry out created ones: none, run (default) or stay-behind",
    read: (text, option) => ({ childJobs: choice(text, option, ["none", "run", "stay-behind"]) }),
  },
  "max-page-size": {
    argument: "N",
    help: "refuse a pageSize above this with a 400; default: none",
    read: (text, option) => ({ maxPageSize: integer(text, option, MAX_COUNT) }),
  },
  "entries-per-page": {
    argument: "N",
    help: "entries on one page, whatever is asked for; default 1000",
    read: (text, option) => ({ entriesPerPage: integer(text, option, MAX_COUNT) }),
  },
  "left-out-of-lists": {
    argument: "FIELDS",
    help: "fields that listings of jobs leave out, such as labels,pipelineSpec",
    read: (text) => ({ fieldsLeftOutOfLists: text.split(",") }),
  },
  "quota-requests": {
    argument: "N",
    help: "calls a minute before a 429; the service allows 600",
    read: (text, option) => ({ quota: { requestsPerMinute: integer(text, option, MAX_COUNT) } }),
  },
  "quota-batches": {
    argument: "N",
    help: "batch calls a minute before a 429; the service allows 60",
    read: (text, option) => ({ quota: { batchesPerMinute: integer(text, option, MAX_COUNT) } }),
  },
  fault: {
    argument: "FAULT",
    isRepeatable: true,
    help: "let requests fail: KIND[@API_METHOD][*TIMES]; may be repeated",
    read: (text) => ({ faults: [readFaultRule(text)] }),
  },
  "fault-rate": {
    argument: "RATE",
    help: "let requests fail by chance: 0.1, or 0.1:503,reset-after",
    read: (text) => ({ randomFaults: readRandomFaults(text) }),
  },
  data: {
    argument: "FILE",
    help: "load jobs and schedules from this JSON file, and save them at the end",
    read: (dataFile) => ({ dataFile }),
  },
  seed: {
    argument: "N",
    help: "seed of everything random; default 1",
    read: (text, option) => ({ seed: integer(text, option, 2 ** 32 - 1) }),
  },
};

/** The options of the command, as `parseArgs` wants them. */
export const COMMAND_OPTIONS: ParseArgsOptionsConfig = {
  help: { type: "boolean", short: "h" },
  ...Object.fromEntries(
    Object.entries(OPTIONS).map(([name, { argument, isRepeatable = false }]) => [
      name,
      { type: argument === undefined ? "boolean" : "string", multiple: isRepeatable },
    ]),
  ),
};

/**
 * What the values of a command line mean for the fake.
 * @throws UsageError
 */
export function readOptions(values: Readonly<Record<string, unknown>>): FakeVertexAiOptions {
  let options: FakeVertexAiOptions = {};
  for (const [name, { read }] of Object.entries(OPTIONS)) {
    for (const value of [values[name] ?? []].flat()) {
      const { quota, faults, ...rest } = read(String(value), `--${name}`);
      options = {
        ...options,
        ...rest,
        ...(quota && { quota: { ...options.quota, ...quota } }),
        ...(faults && { faults: [...(options.faults ?? []), ...faults] }),
      };
    }
  }
  return options;
}

/** The text of `--help`. */
export function commandHelp(): string {
  const lines = Object.entries(OPTIONS).map(([name, { argument, help }]) => {
    const usage = argument === undefined ? `--${name}` : `--${name} ${argument}`;
    return `  ${usage.padEnd(26)}${help}`;
  });
  return [
    "Usage: fake-vertex-ai [options]",
    "",
    "An emulator of Vertex AI's jobs. Prints its base URL and serves until it is interrupted.",
    "",
    ...lines,
    `  ${"-h, --help".padEnd(26)}this text`,
    "",
    `A KIND of fault is ${FAULT_KINDS}.`,
    "MS is a number of milliseconds (Infinity: never), a range such as 100-500, or a list such as 100,200,300.",
    "",
  ].join("\n");
}

function integer(text: string, option: string, max: number): number {
  const value = Number(text);
  if (!/^[0-9]+$/.test(text) || value > max) {
    throw new UsageError(`${option} wants a whole number from 0 to ${max}, not "${text}".`);
  }
  return value;
}

function choice<Word extends string>(text: string, option: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) {
    throw new UsageError(`${option} wants one of ${words.join(", ")}, not "${text}".`);
  }
  return word;
}

function duration(text: string, option: string): DurationMs {
  if (text === "Infinity") {
    return Number.POSITIVE_INFINITY;
  }
  const range = /^([0-9]+)-([0-9]+)$/.exec(text);
  if (range !== null) {
    return { minMs: Number(range[1]), maxMs: Number(range[2]) };
  }
  const list = text.split(",");
  if (!list.every((part) => /^[0-9]+$/.test(part))) {
    throw new UsageError(`${option} wants milliseconds, such as 500, 100-500 or 100,200, not "${text}".`);
  }
  const [only, ...more] = list.map(Number);
  return more.length === 0 && only !== undefined ? only : list.map(Number);
}
