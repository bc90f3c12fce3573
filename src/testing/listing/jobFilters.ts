import { JOB_STATES, PIPELINE_STATES } from "../messages/stateEnums";
import { labelsOf } from "../methods/jobView";
import type { Job } from "../state/job";
import { type JobKind, PIPELINE_JOB } from "../state/jobKinds";
import { isJsonObject, type JsonObject } from "../state/json";
import { parseResourceName } from "../state/resourceName";
import type { Service } from "../state/service";
import type { FilterLanguage } from "./filter/compileFilter";
import { enumField, type Field, labelsField, textField, timeField } from "./filter/fields";

/** What the filters of a collection of jobs may contain; jobs are as they are at `nowMs`. */
export function jobFilterLanguage(service: Service, kind: JobKind, nowMs: number): FilterLanguage<Job> {
  return kind === PIPELINE_JOB
    ? { fields: pipelineJobFields(service, nowMs), hasNot: false }
    : { fields: customJobFields(nowMs), hasNot: true };
}

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.pipelineJobs/list */
function pipelineJobFields(service: Service, nowMs: number): Map<string, Field<Job>> {
  return new Map<string, Field<Job>>([
    ["pipeline_name", textField((job) => at(job.fields, "pipelineSpec", "pipelineInfo", "name"))],
    ["display_name", textField((job) => at(job.fields, "displayName"), ["=", "!=", ":"])],
    ["pipeline_job_user_id", textField((job) => job.id, ["=", "!=", ":"])],
    ["template_uri", textField((job) => at(job.fields, "templateUri"), ["=", "!=", ":"])],
    ["template_metadata.version", textField((job) => at(job.fields, "templateMetadata", "version"), ["=", "!=", ":"])],
    ["state", enumField((job) => job.state(nowMs), PIPELINE_STATES)],
    ["create_time", timeField((job) => job.times(nowMs).createMs)],
    ["update_time", timeField((job) => job.times(nowMs).updateMs)],
    ["end_time", timeField((job) => job.times(nowMs).endMs)],
    ["labels", labelsField(labelsOf)],
    ["schedule_name", scheduleNameField(service)],
  ]);
}

/** @see https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.customJobs/list */
function customJobFields(nowMs: number): Map<string, Field<Job>> {
  return new Map<string, Field<Job>>([
    ["display_name", textField((job) => at(job.fields, "displayName"), ["=", "!=", ":"])],
    ["state", enumField((job) => job.state(nowMs), JOB_STATES)],
    ["create_time", timeField((job) => job.times(nowMs).createMs)],
    ["labels", labelsField(labelsOf)],
  ]);
}

/** Not documented, but Google's own SDK filters by it, with whatever spelling of the project it has. */
function scheduleNameField(service: Service): Field<Job> {
  const withNumber = (name: string): string => {
    const parsed = parseResourceName(name);
    const number = parsed && service.projects.numberOf(parsed.project);
    return number === undefined ? name : name.replace(/^projects\/[^/]+/, `projects/${number}`);
  };
  const field = textField<Job>((job) => withNumber(at(job.fields, "scheduleName") ?? ""), ["="]);
  return { compile: (restriction) => field.compile({ ...restriction, value: withNumber(restriction.value) }) };
}

/** A text inside nested objects. */
function at(object: JsonObject, ...path: string[]): string | undefined {
  let value: unknown = object;
  for (const key of path) {
    value = isJsonObject(value) ? value[key] : undefined;
  }
  return typeof value === "string" ? value : undefined;
}
