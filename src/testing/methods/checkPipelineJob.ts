import { invalidFields } from "../http/apiErrors";
import { isJsonObject, type JsonObject } from "../state/json";

const MAX_DISPLAY_NAME_CHARACTERS = 128;
const LABEL = /^[\p{Ll}\p{Lo}\p{N}_-]{0,64}$/u;

/**
 * Checks what the API demands of a pipeline job beyond its types.
 *
 * @param path - of the job in the request, in snake_case.
 * @throws ApiError that lists everything that is wrong.
 */
export function checkPipelineJob(job: JsonObject, path: string): void {
  const violations: { field: string; message: string }[] = [];
  const refuse = (field: string, message: string): void => {
    violations.push({ field: `${path}.${field}`, message });
  };
  if (job.pipelineSpec === undefined && job.templateUri === undefined) {
    refuse("pipeline_spec", "Required field is not set.");
  }
  if (isJsonObject(job.runtimeConfig) && !job.runtimeConfig.gcsOutputDirectory) {
    refuse("runtime_config.gcs_output_directory", "Required field is not set.");
  }
  if ([...String(job.displayName ?? "")].length > MAX_DISPLAY_NAME_CHARACTERS) {
    refuse("display_name", `The length must not be greater than ${MAX_DISPLAY_NAME_CHARACTERS}.`);
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
