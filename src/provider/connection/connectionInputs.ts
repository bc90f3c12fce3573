import type { InputFailure } from "../../messages/failure";
import { message } from "../../messages/message";
import { isRecord } from "../../vertex/json";
import { isGiven } from "../../vertex/selection/selector";
import type { RawInputs } from "../checkResult";
import { isUnknown, UNKNOWN } from "../unknown";
import type { ConnectionInputs, SettingError } from "./settingSources";
import type { Settings } from "./settings";

/** Inputs that say how a resource is connected. */
export const CONNECTION = ["connection", "gcpProvider"] as const;

/** What `connection` may hold: settings of the Google provider, by its names. */
export const SETTINGS = [
  "accessToken",
  "billingProject",
  "credentials",
  "externalCredentials",
  "impersonateServiceAccount",
  "impersonateServiceAccountDelegates",
  "requestReason",
  "requestTimeout",
  "scopes",
  "universeDomain",
  "userProjectOverride",
  "vertexAiCustomEndpoint",
];

/** Inputs among which such are. */
type Connected = { readonly [Key in keyof ConnectionInputs]?: unknown };

/**
 * Refuses settings that can't be used, of the resource and of the stack, before anything is sent. Values that are not
 * known yet pass. No reason repeats a value: it may be a secret.
 */
export function checkConnection(news: RawInputs, settings: Settings): InputFailure[] {
  const failures = CONNECTION.filter((key) => isGiven(news[key]) && !isUnknown(news[key]) && !isRecord(news[key])).map(
    (property) => ({ property, reason: message("mustBeObject") }),
  );
  if (failures.length > 0) return failures;
  const inputs = connectionOf(news);
  if (isUnknown(inputs)) return [];
  const unknownSettings = Object.keys(inputs.connection ?? {})
    .filter((key) => !SETTINGS.includes(key))
    .map((key) => ({ property: `connection.${key}`, reason: message("notASetting") }));
  return [...unknownSettings, ...settings.of(inputs).errors().map(failureOf)];
}

/** The part of a resource's inputs, or of what was recorded, that says how it is connected. */
export function connectionOf(inputs: Connected): ConnectionInputs {
  const { connection } = inputs;
  const gcpProvider = inputs.gcpProvider === UNKNOWN ? UNKNOWN_PROVIDER : inputs.gcpProvider;
  return { ...(isRecord(connection) && { connection }), ...(isRecord(gcpProvider) && { gcpProvider }) };
}

/** A provider that does not exist yet has settings, too: none may come from config in their place. */
const UNKNOWN_PROVIDER = Object.fromEntries(["project", "region", ...SETTINGS].map((key) => [key, UNKNOWN]));

/**
 * Inputs in which each unknown setting of the Google provider is as it was recorded. In a preview every setting is
 * unknown that the provider does not set, also when nothing has changed.
 */
export function withRecordedSettings(olds: RawInputs, news: RawInputs): RawInputs {
  const [before, now] = [olds.gcpProvider, news.gcpProvider];
  if (!isRecord(before) || !isRecord(now)) return news;
  const settings = Object.entries(now).map(([key, value]) => [key, isUnknown(value) ? before[key] : value]);
  return { ...news, gcpProvider: Object.fromEntries(settings.filter(([, value]) => value !== undefined)) };
}

/** What a change of is an update: access tokens alone are new with every run. */
export function comparableConnection(inputs: Connected): ConnectionInputs {
  const { connection, gcpProvider } = connectionOf(inputs);
  return {
    ...(connection && { connection: lasting(connection) }),
    ...(gcpProvider && { gcpProvider: lasting(gcpProvider) }),
  };
}

function lasting({ accessToken: _accessToken, ...settings }: Readonly<Record<string, unknown>>) {
  return settings;
}

/** The engine shows a property with its value: only an input is one. */
function failureOf(error: SettingError): InputFailure {
  const isInput = CONNECTION.some((key) => error.source.startsWith(`${key}.`));
  return isInput ? { property: error.source, reason: error.reason } : { property: "", reason: error.content };
}
