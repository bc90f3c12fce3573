import type { InputFailure } from "../../messages/failure";
import { message } from "../../messages/message";
import { isGiven } from "../../vertex/selection/selector";
import type { RawInputs } from "../checkResult";
import { faultOf } from "../defaults";
import { isUnknown } from "../unknown";
import { SETTINGS } from "./connectionInputs";
import type { Environment } from "./settingSources";
import { Settings } from "./settings";

/** Defaults that a provider of the plugin has besides {@link SETTINGS}. */
const DEFAULTS = ["project", "region"] as const;

/** Settings that are encrypted in the state. */
export const SECRET_SETTINGS = ["accessToken", "credentials", "externalCredentials"];

/** Inputs that the engine adds to those of a provider. */
const OF_THE_ENGINE = /^(?:__|version$|plugin[A-Z])/;

/** The settings of a provider of the plugin: its own, then those of the environment. */
export function providerSettings(given: RawInputs, env?: Environment): Settings {
  return new Settings({ get: (key) => given[key.replace("gcp:", "")] }, env);
}

/**
 * Names all settings that a provider of the plugin can't use. Values that are not known yet pass. No reason repeats a value,
 * which may be a secret.
 */
export function checkProviderSettings(given: RawInputs, env?: Environment): InputFailure[] {
  const names: readonly string[] = [...DEFAULTS, ...SETTINGS];
  const others = Object.keys(given).filter((key) => !names.includes(key) && !OF_THE_ENGINE.test(key));
  // A setting that is not known yet is set, so the environment does not replace it.
  const errors = providerSettings(given, env)
    .errors()
    .filter(({ source }) => !isUnknown(given[/^gcp:(\w+)/.exec(source)?.[1] ?? ""]));
  return [
    ...others.map((property) => ({ property, reason: message("notAProviderSetting") })),
    ...DEFAULTS.flatMap((property) => checkDefault(property, given[property])),
    ...errors.map(({ source, reason, content }) =>
      source.startsWith("gcp:") ? { property: source.replace("gcp:", ""), reason } : { property: "", reason: content },
    ),
  ];
}

function checkDefault(property: (typeof DEFAULTS)[number], value: unknown): InputFailure[] {
  if (!isGiven(value) || isUnknown(value)) return [];
  const reason = typeof value === "string" ? faultOf(property, value) : message("mustBeString");
  return reason ? [{ property, reason }] : [];
}
