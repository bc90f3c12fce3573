import { type Command, Option } from "commander";
import { message } from "../messages/message";
import type { SelectorPath } from "../vertex/selection/checkSelector";
import { CONDITIONS, type Condition } from "./conditions";
import { once, repeated } from "./optionValues";
import { UsageError } from "./usageError";

/** Options as they were given, by commander's names for them. */
export type Values = Readonly<Partial<Record<string, unknown>>>;

const PREFIXES: Readonly<Record<SelectorPath, string>> = { selector: "", exclude: "exclude-" };

/** Adds the options that select jobs, and those that exclude some of them. */
export function addSelectorOptions(command: Command): void {
  for (const condition of CONDITIONS) command.addOption(optionOf(condition, "selector").helpGroup("Which jobs:"));
  command.addOption(new Option("--all", "every job; not together with conditions").helpGroup("Which jobs:"));
  for (const condition of CONDITIONS)
    command.addOption(optionOf(condition, "exclude").helpGroup("Which not, after all:"));
}

/** The selector that options make, or the exclusion; `undefined` when none was given. Not checked yet. */
export function conditionsOf(values: Values, path: SelectorPath): Record<string, unknown> | undefined {
  const given = CONDITIONS.flatMap((condition): [string, unknown][] => {
    const value = values[optionOf(condition, path).attributeName()];
    if (value === undefined) return [];
    return [[condition.field, condition.takes === "labels" ? labelsOf(value, nameOf(condition, path)) : value]];
  });
  if (path === "selector" && values.all === true) given.push(["allJobs", true]);
  return given.length > 0 ? Object.fromEntries<unknown>(given) : undefined;
}

/** How an option is written that stands for a field, such as `--exclude-older-than`. */
export function nameOf({ option }: Condition, path: SelectorPath): string {
  return `--${PREFIXES[path]}${option}`;
}

function optionOf(condition: Condition, path: SelectorPath): Option {
  const { argument, help, takes, choices } = condition;
  const name = nameOf(condition, path);
  // The long explanation stands once.
  const option = new Option(`${name} ${argument}`, path === "selector" ? help : "");
  option.argParser(takes === "text" ? once(name) : repeated);
  // Not commander's own check, which has other words than the selector's.
  if (choices && path === "selector") option.argChoices = [...choices];
  return option;
}

function labelsOf(value: unknown, name: string): Record<string, string> {
  const labels = new Map<string, string>();
  for (const text of Array.isArray(value) ? value.map(String) : []) {
    const at = text.indexOf("=");
    if (at < 1) throw new UsageError(message("notALabel", { option: name, value: text }));
    const key = text.slice(0, at);
    const value = text.slice(at + 1);
    if (labels.has(key)) throw new UsageError(message("keyGivenTwice", { option: name, key }));
    // An unset shell variable gives this. No job has the label, so --fail-if-active would always pass.
    if (value === "") throw new UsageError(message("optionWithoutValue", { option: name, value: text }));
    labels.set(key, value);
  }
  return Object.fromEntries(labels);
}
