import { type Message, message } from "../../messages/message";

/** Letters in lower case or without case, with their marks, and digits. */
const LETTER = "\\p{Ll}\\p{Lo}\\p{Lm}";
const CHARACTER = `${LETTER}\\p{M}\\p{N}_-`;

const MAX_LENGTH = 63;

const KEY = new RegExp(`^[${LETTER}][${CHARACTER}]{0,${MAX_LENGTH - 1}}$`, "u");
const VALUE = new RegExp(`^[${CHARACTER}]{0,${MAX_LENGTH}}$`, "u");
const OTHER_CHARACTERS = new RegExp(`[^${CHARACTER}]`, "gu");
const OTHERS_AT_START = new RegExp(`^[^${LETTER}]+`, "u");

/**
 * What is wrong with a label's key: a job that could have such a label does not exist, and nothing would ever match.
 *
 * @returns the rest of a sentence that begins with the property, with a key that is valid; `undefined` when nothing is wrong.
 * @see https://cloud.google.com/resource-manager/docs/labels-overview#requirements
 */
export function faultOfLabelKey(key: string): Message | undefined {
  if (KEY.test(key)) return undefined;
  const suggestion = suggest(valid(key.toLowerCase().replace(OTHERS_AT_START, "")));
  return message("labelKey", { length: MAX_LENGTH, suggestion });
}

/** {@link faultOfLabelKey} for a value, which may be empty. */
export function faultOfLabelValue(value: string): Message | undefined {
  if (VALUE.test(value)) return undefined;
  return message("labelValue", { length: MAX_LENGTH, suggestion: suggest(valid(value)) });
}

function valid(text: string): string {
  return [...text.toLowerCase().replace(OTHER_CHARACTERS, "-")].slice(0, MAX_LENGTH).join("");
}

function suggest(text: string): Message | string {
  return text === "" ? "" : message("labelSuggestion", { label: JSON.stringify(text) });
}
