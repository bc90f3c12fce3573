import type { InputFailure } from "../messages/failure";
import { inputName, type Message, message } from "../messages/message";
import { PROJECT_PATTERN } from "../vertex/jobs/jobName";
import { faultOfRegion } from "../vertex/location/region";
import { isGiven } from "../vertex/selection/selector";
import type { RawInputs } from "./checkResult";
import type { Settings } from "./connection/settings";
import { isUnknown, UNKNOWN } from "./unknown";

/** Where a default comes from, for the sentence that says that there is none. */
const DEFAULTED = {
  project: { faultOf: faultOfProject, variable: "GOOGLE_PROJECT" },
  region: { faultOf: faultOfRegion, variable: "GOOGLE_REGION" },
} as const;

/** A value that was given or filled in. */
export interface Defaulted {
  readonly value: string;
  /** What `gcp:*` config said when the value was filled in; empty for a value that was given. */
  readonly source: Readonly<Record<string, string>>;
  readonly failures: readonly InputFailure[];
}

/**
 * What a program gave, or else the default.
 *
 * @param identity - inputs that say what the resource is about; a default follows the environment when one changes.
 */
export function defaulted(
  property: "project" | "region",
  identity: readonly string[],
  olds: RawInputs,
  news: RawInputs,
  settings: Settings,
): Defaulted {
  const { faultOf, variable } = DEFAULTED[property];
  const given = news[property];
  if (isGiven(given)) {
    const value = typeof given === "string" ? given : "";
    const reason = value === UNKNOWN ? undefined : faultOf(value);
    return { value, source: {}, failures: reason ? [{ property, reason }] : [] };
  }
  const configured = settings.configured(property) ?? "";
  const source = { [property]: configured };
  // A default that is not known yet keeps its source: it was filled in, and is no input of the program.
  if (configured === UNKNOWN) return { value: UNKNOWN, source, failures: [] };
  const value = recordedDefault(property, identity, olds, news, configured) ?? settings[property]() ?? "";
  const fault = faultOf(value);
  if (fault === undefined) return { value, source, failures: [] };
  const config = inputName(`gcp:${property}`);
  const reason = value
    ? message("fromDefault", { source: configured ? config : "the environment", reason: fault })
    : message("noDefault", { config, variable });
  return { value, source, failures: [{ property, reason }] };
}

/**
 * The default that was filled in before. It stays while what was given and `gcp:*` config stay: a laptop's project id
 * and a pipeline's project number must not replace the resource.
 */
function recordedDefault(
  property: "project" | "region",
  identity: readonly string[],
  olds: RawInputs,
  news: RawInputs,
  configured: string,
): string | undefined {
  const sources = olds.defaults;
  if (typeof sources !== "object" || sources === null || Reflect.get(sources, property) !== configured)
    return undefined;
  const isSameOtherwise = identity.every((key) => !isGiven(news[key]) || news[key] === olds[key]);
  const recorded = olds[property];
  return isSameOtherwise && typeof recorded === "string" && !isUnknown(recorded) ? recorded : undefined;
}

/** Why a text is no project or no region; `undefined` if it may be one. */
export function faultOf(property: "project" | "region", text: string): Message | undefined {
  return DEFAULTED[property].faultOf(text);
}

function faultOfProject(text: string): Message | undefined {
  return PROJECT_PATTERN.test(text) ? undefined : message("projectForm");
}
