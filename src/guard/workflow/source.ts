import { stringify } from "yaml";
import type { Subworkflows } from "./definition";

/**
 * Spells a definition as YAML for Google Workflows. All texts are quoted, so that no parser of YAML 1.1 takes a label's
 * value `yes` for a boolean, or a time for a date.
 */
export function workflowSource(definition: Subworkflows): string {
  return stringify(definition, {
    version: "1.1",
    lineWidth: 0,
    aliasDuplicateObjects: false,
    defaultStringType: "QUOTE_SINGLE",
    defaultKeyType: "PLAIN",
  });
}
