import type { InputFailure } from "../../messages/failure";
import { message } from "../../messages/message";
import { formatJobName, type JobName } from "../../vertex/jobs/jobName";
import type { JobKind } from "../../vertex/kinds/jobKind";
import { PIPELINE_JOBS } from "../../vertex/kinds/kinds";
import { mayBeSameProject } from "../../vertex/location/project";
import { faultOfNamedRegion } from "../../vertex/location/region";
import { parseAnyJobName } from "../../vertex/selection/resourceKey";
import { isGiven } from "../../vertex/selection/selector";
import type { CheckResult, RawInputs } from "../checkResult";
import type { Settings } from "../connection/settings";
import { defaulted } from "../defaults";
import { isUnknown, UNKNOWN } from "../unknown";
import { IDENTITY, type IdentityInput } from "./inputs";

/** Determines which job the inputs of a `JobCancellation` name, of whichever of some kinds. */
export function checkFullName(kinds: readonly JobKind[], news: RawInputs): CheckResult {
  const failures = checkTexts(news);
  if (!isGiven(news.name)) failures.push({ property: "name", reason: message("fullNameMissing") });
  return failures.length > 0 ? { inputs: {}, failures } : fromName(kinds, ["name", "project", "region"], news);
}

/** Determines which pipeline job the inputs name: from its full name, or from its id with a project and a region. */
export function checkIdentity(olds: RawInputs, news: RawInputs, settings: Settings): CheckResult {
  const failures = checkTexts(news);
  // With `ignoreChanges: ["*"]` the engine sends both as recorded.
  const isRecorded = olds.name === news.name && olds.pipelineJobId === news.pipelineJobId;
  if (isGiven(news.name) && isGiven(news.pipelineJobId) && !isRecorded) {
    failures.push({ property: "name", reason: message("notBoth") });
  }
  if (!isGiven(news.name) && !isGiven(news.pipelineJobId)) {
    failures.push({ property: "name", reason: message("nameMissing") });
  }
  if (failures.length > 0) return { inputs: {}, failures };
  return isGiven(news.name) ? fromName([PIPELINE_JOBS], IDENTITY, news) : fromParts(olds, news, settings);
}

function checkTexts(news: RawInputs): InputFailure[] {
  return IDENTITY.filter((key) => isGiven(news[key]) && typeof news[key] !== "string").map((property) => ({
    property,
    reason: message("mustBeString"),
  }));
}

function fromName(kinds: readonly JobKind[], keys: readonly IdentityInput[], news: RawInputs): CheckResult {
  const name = String(news.name);
  if (name === UNKNOWN) {
    return { inputs: Object.fromEntries(keys.map((key) => [key, news[key] ?? UNKNOWN])), failures: [] };
  }
  const parts = parseAnyJobName(name);
  if (!parts || !kinds.includes(parts.kind)) {
    const collections = kinds.map(({ collection }) => collection).join("|");
    const id = kinds.length === 1 ? "{pipelineJobId}" : "{jobId}";
    const form = `projects/{project}/locations/{region}/${collections}/${id}`;
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
  return { inputs: identityOf(parts.kind, keys, parts), failures };
}

function fromParts(olds: RawInputs, news: RawInputs, settings: Settings): CheckResult {
  const project = defaulted("project", IDENTITY, olds, news, settings);
  const region = defaulted("region", IDENTITY, olds, news, settings);
  const jobId = String(news.pipelineJobId);
  const failures: InputFailure[] = [...project.failures, ...region.failures];
  if (jobId !== UNKNOWN && !PIPELINE_JOBS.idPattern.test(jobId)) {
    failures.push({ property: "pipelineJobId", reason: message("notAJobId") });
  }
  if (failures.length > 0) return { inputs: {}, failures };
  const defaults = { ...project.source, ...region.source };
  return {
    inputs: {
      ...identityOf(PIPELINE_JOBS, IDENTITY, { project: project.value, region: region.value, jobId }),
      ...(Object.keys(defaults).length > 0 && { defaults }),
    },
    failures: [],
  };
}

function identityOf(kind: JobKind, keys: readonly IdentityInput[], { project, region, jobId }: JobName): RawInputs {
  const parts = { project, region, jobId };
  const name = isUnknown(parts) ? UNKNOWN : formatJobName(kind, parts);
  const identity = { name, project, region, pipelineJobId: jobId };
  return Object.fromEntries(keys.map((key) => [key, identity[key]]));
}
