import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { message } from "../../messages/message";
import { parseDurationMs } from "../../vertex/duration";
import { MAX_TIMER_MS } from "../../vertex/http/deadline";
import { isRecord, parseJson } from "../../vertex/json";
import { type Setting, SettingError } from "./settingSources";

/** A text that can stand in an HTTP header. */
export function textOf({ source, value }: Setting): string {
  if (typeof value !== "string") throw new SettingError(source, message("mustBeString"));
  if (!/^[\x20-\x7e]+$/.test(value)) throw new SettingError(source, message("notPrintable"));
  return value;
}

/** A switch, spelled as Go's `strconv.ParseBool` takes it. */
export function flagOf({ source, value }: Setting): boolean {
  const text = typeof value === "object" ? "" : String(value);
  if (/^(?:1|t|true)$/i.test(text)) return true;
  if (/^(?:0|f|false)$/i.test(text)) return false;
  throw new SettingError(source, message("mustBeBoolean"));
}

/** Texts; in config, a JSON list of them. */
export function textsOf(setting: Setting): string[] {
  const list = typeof setting.value === "string" ? parseJson(setting.value) : setting.value;
  if (!Array.isArray(list)) throw new SettingError(setting.source, message("notTexts"));
  return list.map((value: unknown, index) => textOf({ source: `${setting.source}[${index}]`, value }));
}

/** An object; in config, its JSON. */
export function objectOf({ source, value }: Setting): Readonly<Record<string, unknown>> {
  const object = typeof value === "string" ? parseJson(value) : value;
  if (!isRecord(object)) throw new SettingError(source, message("mustBeObject"));
  return object;
}

/** Durations of the Google provider, as Go spells them: a number without a unit is none. */
const DURATION = /^(?:\d+(?:\.\d+)?(?:h|ms|m|s))+$/;

/** A duration such as `45s`, in milliseconds. */
export function durationMsOf({ source, value }: Setting): number {
  const ms = typeof value === "string" && DURATION.test(value) ? parseDurationMs(value) : undefined;
  if (ms === undefined || ms <= 0 || ms > MAX_TIMER_MS) {
    throw new SettingError(source, message("notADuration"));
  }
  return ms;
}

/** What was given, or what the file of that path has. `~` is the home directory. */
export function contentsOf({ source, value }: Setting): string {
  if (typeof value !== "string") throw new SettingError(source, message("mustBeString"));
  const path = value.startsWith("~") ? join(homedir(), value.slice(1)) : value;
  try {
    return readFileSync(path, "utf8");
  } catch {
    return value;
  }
}
