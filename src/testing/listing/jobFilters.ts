import { camelCase } from "../http/queryParameters";
import { labelsOf } from "../methods/jobView";
import type { Job } from "../state/job";
import type { FilterField, JobKind } from "../state/jobKind";
import { isJsonObject } from "../state/json";
import { parseResourceName } from "../state/resourceName";
import type { Service } from "../state/service";
import type { FilterLanguage } from "./filter/compileFilter";
import { enumField, type Field, labelsField, textField, timeField } from "./filter/fields";

/** What the filters of a collection of jobs may contain; jobs are as they are at `nowMs`. */
export function jobFilterLanguage(service: Service, kind: JobKind, nowMs: number): FilterLanguage<Job> {
  const fields = Object.entries(kind.filterFields).map(([name, filter]): [string, Field<Job>] => [
    name,
    fieldOf(service, kind, name, filter, nowMs),
  ]);
  return { fields: new Map(fields), hasNot: kind.hasNot };
}

function fieldOf(service: Service, kind: JobKind, name: string, filter: FilterField, nowMs: number): Field<Job> {
  const read = reader(name, filter);
  switch (filter.as) {
    case "text":
      return textField(read);
    case "pattern":
      return textField(read, ["=", "!=", ":"]);
    case "resourceName":
      return resourceNameField(service, read);
    case "state":
      return enumField((job) => job.state(nowMs), kind.states);
    case "time":
      return momentField(momentOf(name), nowMs);
    case "labels":
      return labelsField((job) => labelsOf(job) ?? {});
  }
}

function momentField(moment: ReturnType<typeof momentOf>, nowMs: number): Field<Job> {
  return timeField((job) => job.times(nowMs)[moment]);
}

/** `createMs` for `create_time`. */
function momentOf(name: string): "createMs" | "startMs" | "endMs" | "updateMs" {
  return name.replace(/_time$/, "Ms") as "createMs";
}

/** Google's own SDK filters by such names with whatever spelling of the project it has. */
function resourceNameField(service: Service, read: (job: Job) => string | undefined): Field<Job> {
  const withNumber = (name: string): string => {
    const parsed = parseResourceName(name);
    const number = parsed && service.projects.numberOf(parsed.project);
    return number === undefined ? name : name.replace(/^projects\/[^/]+/, `projects/${number}`);
  };
  const field = textField<Job>((job) => withNumber(read(job) ?? ""), ["="]);
  return { compile: (restriction) => field.compile({ ...restriction, value: withNumber(restriction.value) }) };
}

/** Reads a text inside nested objects. */
function reader(name: string, { path, isId = false }: FilterField): (job: Job) => string | undefined {
  const [first = "", ...rest] = (path ?? name).split(".").map(camelCase);
  return (job) => {
    let value: unknown = first === "id" ? job.id : job.fields[first];
    for (const key of rest) {
      value = isJsonObject(value) ? value[key] : undefined;
    }
    const text = typeof value === "string" ? value : undefined;
    return isId ? text?.slice(text.lastIndexOf("/") + 1) : text;
  };
}
