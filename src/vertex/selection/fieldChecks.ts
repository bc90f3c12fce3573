import type { InputFailure } from "../../messages/failure";
import { inputName, type Message, message } from "../../messages/message";
import { isRecord } from "../json";
import type { JobKind } from "../kinds/jobKind";
import { kindOfName } from "../kinds/kindNames";
import { faultOfNamedRegion } from "../location/region";
import { parseAgeMs } from "./age";
import { faultOfLabelKey, faultOfLabelValue } from "./labelRules";
import { faultOfFilter } from "./rawFilter";
import { jobKey, scheduleKey } from "./resourceKey";
import { parseTimeNs } from "./rfc3339";
import { isGiven, type Selector } from "./selector";
import { statesOf } from "./states";

/** Whether a value is not known yet. */
export type IsUnknown = (value: unknown) => boolean;

/** What a check of a value knows. */
export interface CheckContext {
  /** Tells values that are not known yet. May look into lists and maps. */
  readonly isUnknown: IsUnknown;
  /** The kinds of jobs that are selected from. */
  readonly kinds: readonly JobKind[];
}

/** Checks a value that was given for one field. */
export type FieldCheck = (value: unknown, property: string, context: CheckContext) => InputFailure[];

/** What is wrong with a text, as the rest of a sentence; `undefined` when nothing is. */
type Fault = (text: string, kinds: readonly JobKind[]) => Message | undefined;

/** How each field of a selector is checked by itself. */
export const FIELD_CHECKS: Readonly<Record<keyof Selector, FieldCheck>> = {
  names: list("full names of jobs", faultOfJobName),
  labels: checkLabels,
  displayName: text((value) => (/^\*+$/.test(value) ? message("onlyWildcards") : faultOfEmpty(value))),
  pipelineName: text(faultOfPlainText),
  templateUri: text(faultOfPlainText),
  scheduleName: text((value) =>
    faultOfKey(scheduleKey(value), "projects/{project}/locations/{region}/schedules/{scheduleId}"),
  ),
  serviceAccount: text(faultOfPlainText),
  states: list("states", (value, kinds) => {
    const values = statesOf(kinds);
    return values.includes(value) ? undefined : message("mustBeOneOf", { values });
  }),
  createdBefore: text(faultOfTime),
  createdAfter: text(faultOfTime),
  olderThan: text((value) => (parseAgeMs(value) === undefined ? message("notAnAge") : undefined)),
  filter: text(faultOfFilter),
  allJobs: (value, property, { isUnknown }) =>
    isUnknown(value) || typeof value === "boolean" ? [] : [{ property, reason: message("mustBeBoolean") }],
};

function text(fault: Fault): FieldCheck {
  return (value, property, { isUnknown, kinds }) => {
    if (isUnknown(value)) return [];
    const reason = typeof value === "string" ? fault(value, kinds) : message("mustBeString");
    return reason === undefined ? [] : [{ property, reason }];
  };
}

/** An unknown entry leaves the others to be checked. */
function list(what: string, fault: Fault): FieldCheck {
  const checkEntry = text(fault);
  return (value, property, context) => {
    if (Array.isArray(value) && value.length > 0) {
      return value.flatMap((entry: unknown, index) => checkEntry(entry, `${property}[${index}]`, context));
    }
    return context.isUnknown(value) ? [] : [{ property, reason: message("mustBeListOf", { entries: what }) }];
  };
}

function checkLabels(value: unknown, property: string, context: CheckContext): InputFailure[] {
  const isMap = isRecord(value);
  const labels = isMap ? Object.entries(value).filter(([, label]) => label !== undefined) : [];
  if (labels.length > 0) {
    return labels.flatMap(([key, label]) => {
      const member = memberPath(property, key);
      const reason = faultOfLabelKey(key);
      return [...(reason === undefined ? [] : [{ property: member, reason }]), ...checkLabel(label, member, context)];
    });
  }
  return context.isUnknown(value) ? [] : [{ property, reason: message("noLabel") }];
}

function checkLabel(value: unknown, property: string, context: CheckContext): InputFailure[] {
  if (!isGiven(value)) return [{ property, reason: message("labelWithoutValue") }];
  return text((label) => {
    if (label === "*") return undefined;
    if (label.includes("*")) return message("labelWildcard");
    return faultOfLabelValue(label);
  })(value, property, context);
}

/** The path of a map's entry, with brackets when its key is no identifier. */
function memberPath(property: string, key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? `${property}.${key}` : `${property}[${JSON.stringify(key)}]`;
}

function faultOfJobName(name: string, kinds: readonly JobKind[]): Message | undefined {
  const collections = kinds.map(({ collection }) => collection);
  const fault = faultOfKey(jobKey(name), `projects/{project}/locations/{region}/${collections.join("|")}/{jobId}`);
  const kind = kindOfName(name);
  return !fault && kind && !kinds.includes(kind)
    ? message("nameOfOtherKind", { kind: kind.collection, kinds: inputName("kinds"), named: collections })
    : fault;
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
