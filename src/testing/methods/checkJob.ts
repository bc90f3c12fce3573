import { invalidFields } from "../http/apiErrors";
import { snakeCase } from "../http/queryParameters";
import type { JobKind } from "../state/jobKind";
import { isJsonObject, type JsonObject } from "../state/json";

const MAX_DISPLAY_NAME_CHARACTERS = 128;
const LABEL = /^[\p{Ll}\p{Lo}\p{N}_-]{0,64}$/u;

/**
 * Checks what the API demands of a job beyond its types.
 *
 * @param path - of the job in the request, in snake_case.
 * @throws ApiError that lists everything that is wrong.
 */
export function checkJob({ required, displayNameField }: JobKind, job: JsonObject, path: string): void {
  const violations: { field: string; message: string }[] = [];
  const refuse = (field: string, message: string): void => {
    violations.push({ field: `${path}.${snakeCase(field)}`, message });
  };
  for (const alternatives of required) {
    if (alternatives.every((field) => isMissing(job, field.split(".")))) {
      refuse(String(alternatives[0]), "Required field is not set.");
    }
  }
  if ([...String(job[displayNameField] ?? "")].length > MAX_DISPLAY_NAME_CHARACTERS) {
    refuse(displayNameField, `The length must not be greater than ${MAX_DISPLAY_NAME_CHARACTERS}.`);
  }
  for (const [key, value] of Object.entries(job.labels ?? {})) {
    if (key === "" || !LABEL.test(key) || !LABEL.test(String(value))) {
      refuse("labels", `Invalid label: "${key}".`);
    }
  }
  if (violations.length > 0) {
    throw invalidFields(violations);
  }
}

/** A nested field is needed only if what it is in is there. */
function isMissing(job: JsonObject, [key = "", ...rest]: readonly string[]): boolean {
  const value = job[key];
  return rest.length === 0 ? value === undefined : isJsonObject(value) && isMissing(value, rest);
}
