import type { CheckFailure } from "../provider/checkResult";
import type { SelectorPath } from "../vertex/selection/checkSelector";
import { CONDITIONS } from "./conditions";
import { nameOf } from "./selectorOptions";
import { UsageError } from "./usageError";

/** Options that are called otherwise than the resource's inputs. */
const OPTIONS: Readonly<Partial<Record<string, string>>> = {
  project: "--project",
  regions: "--region",
  limit: "--limit",
  maxJobs: "--max",
  requestsPerMinute: "--requests-per-minute",
  pauseSchedules: "--pause-schedules",
  timeout: "--timeout",
};

/**
 * The sentences of the resource about what a command line has.
 *
 * @throws UsageError with all of them, when there are any.
 */
export function refuse(failures: readonly CheckFailure[]): void {
  if (failures.length === 0) return;
  throw new UsageError(
    failures
      .map(({ property, reason }) =>
        property ? `${optionOf(property)} ${reword(property, reason)}` : ofSetting(reason),
      )
      .join("; "),
  );
}

/** A setting is named in its sentence: the one that an option gives has the option's name here. */
export function ofSetting(message: string): string {
  return message.replace("gcp:vertexAiCustomEndpoint", "--endpoint");
}

/** How a command line spells an input, such as `--older-than` for `selector.olderThan`. */
function optionOf(property: string): string {
  const [, path, field = "", rest = ""] = /^(selector|exclude)(?:\.(\w+)(.*))?$/.exec(property) ?? [];
  if (!path) return OPTIONS[property.replace(/\[\d+\]$/, "")] ?? property;
  if (!field) return `the ${path}`;
  const key = rest.replace(/^\[\d+\]$/, "").replace(/^\./, "");
  return [fieldOption(field, path as SelectorPath), key].filter(Boolean).join(" ");
}

function fieldOption(field: string, path: SelectorPath): string {
  if (field === "allJobs") return "--all";
  const condition = CONDITIONS.find((one) => one.field === field);
  return condition ? nameOf(condition, path) : field;
}

function reword(property: string, reason: string): string {
  const path = property.startsWith("exclude") ? "exclude" : "selector";
  return (
    reason
      .replace("allJobs: true", "--all")
      .replace(/\b(selector|exclude)\.filter\b/, (found) => optionOf(found))
      .replace(/(?<=can't be given together with ).+/, (fields) =>
        fields
          .split(", ")
          .map((field) => fieldOption(field, path))
          .join(", "),
      )
      .replace(/\b(?:displayName|createdBefore)\b/, (field) => fieldOption(field, path))
      // There is no stack here, and so no configuration.
      .replace(/\bgcp:(?:project|region) or /, "")
  );
}
