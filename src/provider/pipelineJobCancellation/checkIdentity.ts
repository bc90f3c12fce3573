import type { InputFailure } from "../../messages/failure";
import { message } from "../../messages/message";
import { formatJobName, type JobName, parseJobName } from "../../vertex/jobs/jobName";
import type { JobKind } from "../../vertex/kinds/jobKind";
import { mayBeSameProject } from "../../vertex/location/project";
import { faultOfNamedRegion } from "../../vertex/location/region";
import { isGiven } from "../../vertex/selection/selector";
import type { CheckResult, RawInputs } from "../checkResult";
import type { Settings } from "../connection/settings";
import { defaulted } from "../defaults";
import { isUnknown, UNKNOWN } from "../unknown";
import { IDENTITY, type IdentityInput } from "./inputs";

/** Determines which job the inputs name: from its full name, or from its id with a project and a region. */
export function checkIdentity(kind: JobKind, olds: RawInputs, news: RawInputs, settings: Settings): CheckResult {
  const failures: InputFailure[] = IDENTITY.filter((key) => isGiven(news[key]) && typeof news[key] !== "string").map(
    (property) => ({ property, reason: message("mustBeString") }),
  );
  if (isGiven(news.name) && isGiven(news.pipelineJobId)) {
    failures.push({ property: "name", reason: message("notBoth") });
  }
  if (!isGiven(news.name) && !isGiven(news.pipelineJobId)) {
    failures.push({ property: "name", reason: message("nameMissing") });
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
    return { inputs: {}, failures: [{ property: "name", reason: message("mustHaveForm", { form }) }] };
  }
  const fault = faultOfNamedRegion(parts.region);
  if (fault) return { inputs: {}, failures: [{ property: "name", reason: fault }] };
  const failures = (["project", "region"] as const).flatMap((property) => {
    const given = news[property];
    const isSame = property === "project" ? mayBeSameProject : Object.is;
    if (!isGiven(given) || given === UNKNOWN || isSame(String(given), parts[property])) return [];
    return [{ property, reason: message("namesDiffer", { named: parts[property] }) }];
  });
  return { inputs: identityOf(kind, parts), failures };
}

function fromParts(kind: JobKind, olds: RawInputs, news: RawInputs, settings: Settings): CheckResult {
  const project = defaulted("project", IDENTITY, olds, news, settings);
  const region = defaulted("region", IDENTITY, olds, news, settings);
  const jobId = String(news.pipelineJobId);
  const failures: InputFailure[] = [...project.failures, ...region.failures];
  if (jobId !== UNKNOWN && !kind.idPattern.test(jobId)) {
    failures.push({ property: "pipelineJobId", reason: message("notAJobId") });
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
