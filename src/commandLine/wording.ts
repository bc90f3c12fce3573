import type { InputFailure } from "../messages/failure";
import { message } from "../messages/message";
import { render, type Words } from "../messages/render";
import type { SelectorPath } from "../vertex/selection/checkSelector";
import { CONDITIONS } from "./conditions";
import { nameOf } from "./selectorOptions";
import { UsageError } from "./usageError";

/** What the command line calls inputs and settings that are no conditions. */
const NAMES: Readonly<Record<string, string>> = {
  command: "the same command",
  displayName: "--display-name",
  kinds: "--kind",
  deleteStopped: "--delete",
  project: "--project",
  regions: "--region",
  limit: "--limit",
  maxJobs: "--max",
  requestsPerMinute: "--requests-per-minute",
  requireCancelled: "--require-cancelled",
  pauseSchedules: "--pause-schedules",
  timeout: "--timeout",
  "gcp:vertexAiCustomEndpoint": "--endpoint",
};

/** The words of the command line: inputs are called what its options are called. */
export const COMMAND_WORDS: Words = { reader: "command", nameOf: optionOf };

/**
 * Refuses a command line whose options can't be used.
 *
 * @throws UsageError with all failures, if there are any.
 */
export function refuse(failures: readonly InputFailure[]): void {
  if (failures.length === 0) return;
  const sentences = failures.map(({ property, reason }) =>
    [property && optionOf(property), render(reason, COMMAND_WORDS)].filter(Boolean).join(" "),
  );
  throw new UsageError(message("badOptions", { failures: sentences.join("; ") }));
}

/** How a command line spells an input, such as `--older-than` for `selector.olderThan`. */
function optionOf(property: string): string {
  const [, path, field = "", rest = ""] = /^(selector|exclude)(?:\.(\w+)(.*))?$/.exec(property) ?? [];
  if (!path) return NAMES[property.replace(/\[\d+\]$/, "")] ?? property;
  if (!field) return `the ${path}`;
  const key = rest.replace(/^\[\d+\]$/, "").replace(/^\./, "");
  return [fieldOption(field, path as SelectorPath), key].filter(Boolean).join(" ");
}

function fieldOption(field: string, path: SelectorPath): string {
  if (field === "allJobs") return "--all";
  const condition = CONDITIONS.find((one) => one.field === field);
  return condition ? nameOf(condition, path) : field;
}
