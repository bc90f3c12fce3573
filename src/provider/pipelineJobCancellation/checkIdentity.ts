import type { JobKind } from "../../vertex/jobKind";
import {
  formatJobName,
  JOB_ID_PATTERN,
  type JobName,
  PROJECT_PATTERN,
  parseJobName,
  REGION_PATTERN,
} from "../../vertex/jobName";
import type { Settings } from "../settings";
import { isUnknown, UNKNOWN } from "../unknown";
import { type CheckFailure, type CheckResult, isGiven, type RawInputs } from "./checkResult";
import { IDENTITY, type IdentityInput } from "./inputs";

/** Where a default comes from, for the sentence that says that there is none. */
const DEFAULTED = {
  project: { pattern: PROJECT_PATTERN, variable: "GOOGLE_PROJECT", example: "my-project" },
  region: { pattern: REGION_PATTERN, variable: "GOOGLE_REGION", example: "us-central1" },
} as const;

/** Works out which job is meant: from its full name, or from its id with a project and a region. */
export function checkIdentity(kind: JobKind, olds: RawInputs, news: RawInputs, settings: Settings): CheckResult {
  const failures = IDENTITY.filter((key) => isGiven(news[key]) && typeof news[key] !== "string").map((property) =>
    failure(property, "must be a string"),
  );
  if (isGiven(news.name) && isGiven(news.pipelineJobId)) {
    failures.push(failure("name", "can't be given together with pipelineJobId: give one of them"));
  }
  if (!isGiven(news.name) && !isGiven(news.pipelineJobId)) {
    failures.push(failure("name", "is missing: give the full name, or pipelineJobId with project and region"));
  }
  if (failures.length > 0) return { inputs: {}, failures };
  return isGiven(news.name) ? fromName(kind, news) : fromParts(kind, olds, news, settings);
}

function failure(property: string, reason: string): CheckFailure {
  return { property, reason };
}

function fromName(kind: JobKind, news: RawInputs): CheckResult {
  const name = String(news.name);
  if (name === UNKNOWN)
    return { inputs: { ...Object.fromEntries(IDENTITY.map((key) => [key, news[key] ?? UNKNOWN])) }, failures: [] };
  const parts = parseJobName(kind, name);
  if (!parts) {
    const form = `projects/{project}/locations/{region}/${kind.collection}/{pipelineJobId}`;
    return { inputs: {}, failures: [failure("name", `must have the form ${form}`)] };
  }
  const failures = (["project", "region"] as const).flatMap((property) => {
    const given = news[property];
    if (!isGiven(given) || given === UNKNOWN || agree(String(given), parts[property])) return [];
    return [failure(property, `does not agree with name, which says ${parts[property]}`)];
  });
  return { inputs: identityOf(kind, parts), failures };
}

/** A project id and a project number may be the same project; only the service can tell. */
function agree(given: string, named: string): boolean {
  const isNumber = (text: string) => /^\d+$/.test(text);
  return given === named || isNumber(given) !== isNumber(named);
}

function fromParts(kind: JobKind, olds: RawInputs, news: RawInputs, settings: Settings): CheckResult {
  const project = defaulted("project", olds, news, settings);
  const region = defaulted("region", olds, news, settings);
  const jobId = String(news.pipelineJobId);
  const failures: CheckFailure[] = [...project.failures, ...region.failures];
  if (jobId !== UNKNOWN && !JOB_ID_PATTERN.test(jobId)) {
    const reason = "must be 1 to 128 lower-case letters, digits and hyphens, not beginning with a hyphen";
    failures.push(failure("pipelineJobId", reason));
  }
  if (failures.length > 0) return { inputs: {}, failures };
  const __defaults = { ...project.source, ...region.source };
  return {
    inputs: {
      ...identityOf(kind, { project: project.value, region: region.value, jobId }),
      ...(Object.keys(__defaults).length > 0 && { __defaults }),
    },
    failures: [],
  };
}

function identityOf(kind: JobKind, name: JobName): Record<IdentityInput, string> {
  return {
    name: isUnknown(name) ? UNKNOWN : formatJobName(kind, name),
    project: name.project,
    region: name.region,
    pipelineJobId: name.jobId,
  };
}

interface Defaulted {
  readonly value: string;
  /** What `gcp:*` config said when the value was filled in; empty for a value that was given. */
  readonly source: Readonly<Record<string, string>>;
  readonly failures: readonly CheckFailure[];
}

function defaulted(property: "project" | "region", olds: RawInputs, news: RawInputs, settings: Settings): Defaulted {
  const { pattern, variable, example } = DEFAULTED[property];
  const given = news[property];
  if (isGiven(given)) {
    const value = String(given);
    const isValid = value === UNKNOWN || pattern.test(value);
    return { value, source: {}, failures: isValid ? [] : [failure(property, `must look like ${example}`)] };
  }
  const configured = settings.configured(property) ?? "";
  const source = { [property]: configured };
  const value = recordedDefault(property, olds, news, configured) ?? settings[property]() ?? "";
  if (pattern.test(value)) return { value, source, failures: [] };
  const from = configured ? `gcp:${property}` : "the environment";
  const reason = value
    ? `from ${from} must look like ${example}`
    : `is missing: give it here, or set gcp:${property} or ${variable}`;
  return { value, source, failures: [failure(property, reason)] };
}

/**
 * The default that was filled in before. It stays while what was given and `gcp:*` config stay: a laptop's project id
 * and a pipeline's project number must not replace the resource.
 */
function recordedDefault(
  property: "project" | "region",
  olds: RawInputs,
  news: RawInputs,
  configured: string,
): string | undefined {
  const sources = olds.__defaults;
  if (typeof sources !== "object" || sources === null || Reflect.get(sources, property) !== configured)
    return undefined;
  const isSameOtherwise = IDENTITY.every((key) => !isGiven(news[key]) || news[key] === olds[key]);
  const recorded = olds[property];
  return isSameOtherwise && typeof recorded === "string" && !isUnknown(recorded) ? recorded : undefined;
}
