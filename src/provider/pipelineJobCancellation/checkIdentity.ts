import { formatJobName, type JobName, parseJobName } from "../../vertex/jobs/jobName";
import type { JobKind } from "../../vertex/kinds/jobKind";
import { mayBeSameProject } from "../../vertex/location/project";
import { faultOfNamedRegion } from "../../vertex/location/region";
import { isGiven } from "../../vertex/selection/selector";
import { type CheckFailure, type CheckResult, checkFailure, type RawInputs } from "../checkResult";
import type { Settings } from "../connection/settings";
import { defaulted } from "../defaults";
import { isUnknown, UNKNOWN } from "../unknown";
import { IDENTITY, type IdentityInput } from "./inputs";

/** Works out which job is meant: from its full name, or from its id with a project and a region. */
export function checkIdentity(kind: JobKind, olds: RawInputs, news: RawInputs, settings: Settings): CheckResult {
  const failures = IDENTITY.filter((key) => isGiven(news[key]) && typeof news[key] !== "string").map((property) =>
    checkFailure(property, "must be a string"),
  );
  if (isGiven(news.name) && isGiven(news.pipelineJobId)) {
    failures.push(checkFailure("name", "can't be given together with pipelineJobId: give one of them"));
  }
  if (!isGiven(news.name) && !isGiven(news.pipelineJobId)) {
    failures.push(checkFailure("name", "is missing: give the full name, or pipelineJobId with project and region"));
  }
  if (failures.length > 0) return { inputs: {}, failures };
  return isGiven(news.name) ? fromName(kind, news) : fromParts(kind, olds, news, settings);
}

function fromName(kind: JobKind, news: RawInputs): CheckResult {
  const name = String(news.name);
  if (name === UNKNOWN)
    return { inputs: { ...Object.fromEntries(IDENTITY.map((key) => [key, news[key] ?? UNKNOWN])) }, failures: [] };
  const parts = parseJobName(kind, name);
  if (!parts) {
    const form = `projects/{project}/locations/{region}/${kind.collection}/{pipelineJobId}`;
    return { inputs: {}, failures: [checkFailure("name", `must have the form ${form}`)] };
  }
  const fault = faultOfNamedRegion(parts.region);
  if (fault !== undefined) return { inputs: {}, failures: [checkFailure("name", fault)] };
  const failures = (["project", "region"] as const).flatMap((property) => {
    const given = news[property];
    const isSame = property === "project" ? mayBeSameProject : Object.is;
    if (!isGiven(given) || given === UNKNOWN || isSame(String(given), parts[property])) return [];
    return [checkFailure(property, `does not agree with name, which says ${parts[property]}`)];
  });
  return { inputs: identityOf(kind, parts), failures };
}

function fromParts(kind: JobKind, olds: RawInputs, news: RawInputs, settings: Settings): CheckResult {
  const project = defaulted("project", IDENTITY, olds, news, settings);
  const region = defaulted("region", IDENTITY, olds, news, settings);
  const jobId = String(news.pipelineJobId);
  const failures: CheckFailure[] = [...project.failures, ...region.failures];
  if (jobId !== UNKNOWN && !kind.idPattern.test(jobId)) {
    const reason = "must be 1 to 128 lower-case letters, digits and hyphens, not beginning with a hyphen";
    failures.push(checkFailure("pipelineJobId", reason));
  }
  if (failures.length > 0) return { inputs: {}, failures };
  const defaults = { ...project.source, ...region.source };
  return {
    inputs: {
      ...identityOf(kind, { project: project.value, region: region.value, jobId }),
      ...(Object.keys(defaults).length > 0 && { defaults }),
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
