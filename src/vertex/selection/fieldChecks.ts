import type { InputFailure } from "../../messages/failure";
import { type Message, message } from "../../messages/message";
import { isRecord } from "../json";
import { KIND_NAMES } from "../kinds/kinds";
import { faultOfNamedRegion } from "../location/region";
import { parseAgeMs } from "./age";
import { faultOfLabelKey, faultOfLabelValue } from "./labelRules";
import { faultOfFilter } from "./rawFilter";
import { jobKey, scheduleKey } from "./resourceKey";
import { parseTimeNs } from "./rfc3339";
import { isGiven, type Selector } from "./selector";
import { SELECTABLE_STATES } from "./states";

/** Whether a value is not known yet. */
export type IsUnknown = (value: unknown) => boolean;

/** Checks a value that was given for one field. */
export type FieldCheck = (value: unknown, property: string, isUnknown: IsUnknown) => InputFailure[];

/** What is wrong with a text, as the rest of a sentence; `undefined` when nothing is. */
type Fault = (text: string) => Message | undefined;

/** How each field of a selector is checked by itself. */
export const FIELD_CHECKS: Readonly<Record<keyof Selector, FieldCheck>> = {
  names: list("full names of pipeline jobs", faultOfJobName),
  labels: checkLabels,
  displayName: text((value) => (/^\*+$/.test(value) ? message("onlyWildcards") : faultOfEmpty(value))),
  pipelineName: text(faultOfPlainText),
  templateUri: text(faultOfPlainText),
  scheduleName: text((value) =>
    faultOfKey(scheduleKey(value), "projects/{project}/locations/{region}/schedules/{scheduleId}"),
  ),
  serviceAccount: text(faultOfPlainText),
  states: list("states", (value) =>
    SELECTABLE_STATES.includes(value) ? undefined : message("mustBeOneOf", { values: SELECTABLE_STATES }),
  ),
  createdBefore: text(faultOfTime),
  createdAfter: text(faultOfTime),
  olderThan: text((value) => (parseAgeMs(value) === undefined ? message("notAnAge") : undefined)),
  filter: text(faultOfFilter),
  allJobs: (value, property, isUnknown) =>
    isUnknown(value) || typeof value === "boolean" ? [] : [{ property, reason: message("mustBeBoolean") }],
};

function text(fault: Fault): FieldCheck {
  return (value, property, isUnknown) => {
    if (isUnknown(value)) return [];
    const reason = typeof value === "string" ? fault(value) : message("mustBeString");
    return reason === undefined ? [] : [{ property, reason }];
  };
}

/** An unknown entry leaves the others to be checked. */
function list(what: string, fault: Fault): FieldCheck {
  const checkEntry = text(fault);
  return (value, property, isUnknown) => {
    if (Array.isArray(value) && value.length > 0) {
      return value.flatMap((entry: unknown, index) => checkEntry(entry, `${property}[${index}]`, isUnknown));
    }
    return isUnknown(value) ? [] : [{ property, reason: message("mustBeListOf", { entries: what }) }];
  };
}

function checkLabels(value: unknown, property: string, isUnknown: IsUnknown): InputFailure[] {
  const isMap = isRecord(value);
  const labels = isMap ? Object.entries(value).filter(([, label]) => label !== undefined) : [];
  if (labels.length > 0) {
    return labels.flatMap(([key, label]) => {
      const member = memberPath(property, key);
      const reason = faultOfLabelKey(key);
      return [...(reason === undefined ? [] : [{ property: member, reason }]), ...checkLabel(label, member, isUnknown)];
    });
  }
  return isUnknown(value) ? [] : [{ property, reason: message("noLabel") }];
}

function checkLabel(value: unknown, property: string, isUnknown: IsUnknown): InputFailure[] {
  if (!isGiven(value)) return [{ property, reason: message("labelWithoutValue") }];
  return text((label) => {
    if (label === "*") return undefined;
    if (label.includes("*")) return message("labelWildcard");
    return faultOfLabelValue(label);
  })(value, property, isUnknown);
}

/** The path of a map's entry, with brackets when its key is no identifier. */
function memberPath(property: string, key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? `${property}.${key}` : `${property}[${JSON.stringify(key)}]`;
}

function faultOfJobName(name: string): Message | undefined {
  const form = `projects/{project}/locations/{region}/${KIND_NAMES.join("|")}/{jobId}`;
  return faultOfKey(jobKey(name), form);
}

/** @param key - begins with the region; absent when the text is no full name. */
function faultOfKey(key: string | undefined, form: string): Message | undefined {
  const [region] = key?.split("/") ?? [];
  return region === undefined ? message("mustHaveForm", { form }) : faultOfNamedRegion(region);
}

function faultOfEmpty(value: string): Message | undefined {
  return value === "" ? message("mustNotBeEmpty") : undefined;
}

/** A wildcard that means itself would fit nothing, and an exclusion that fits nothing protects nothing. */
function faultOfPlainText(value: string): Message | undefined {
  return value.includes("*") ? message("noWildcards") : faultOfEmpty(value);
}

function faultOfTime(value: string): Message | undefined {
  return parseTimeNs(value) === undefined ? message("notATime") : undefined;
}
