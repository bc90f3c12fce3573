/** Letters in lower case or without case, with their marks, and digits. */
const LETTER = "\\p{Ll}\\p{Lo}\\p{Lm}";
const CHARACTER = `${LETTER}\\p{M}\\p{N}_-`;

const MAX_LENGTH = 63;

const KEY = new RegExp(`^[${LETTER}][${CHARACTER}]{0,${MAX_LENGTH - 1}}$`, "u");
const VALUE = new RegExp(`^[${CHARACTER}]{0,${MAX_LENGTH}}$`, "u");
const OTHER_CHARACTERS = new RegExp(`[^${CHARACTER}]`, "gu");
const OTHERS_AT_START = new RegExp(`^[^${LETTER}]+`, "u");

const RULE = `must have only lowercase letters, digits, _ and -, at most ${MAX_LENGTH} of them`;

/**
 * What is wrong with a label's key: a job that could have such a label does not exist, and nothing would ever match.
 *
 * @returns the rest of a sentence that begins with the property, with a key that is valid; `undefined` when nothing is wrong.
 * @see https://cloud.google.com/resource-manager/docs/labels-overview#requirements
 */
export function faultOfLabelKey(key: string): string | undefined {
  if (KEY.test(key)) return undefined;
  return `${RULE}, and begin with a letter, to be the key of a label${suggest(valid(key.toLowerCase().replace(OTHERS_AT_START, "")))}`;
}

/** {@link faultOfLabelKey} for a value, which may be empty. */
export function faultOfLabelValue(value: string): string | undefined {
  return VALUE.test(value) ? undefined : `${RULE}, to be the value of a label${suggest(valid(value))}`;
}

function valid(text: string): string {
  return [...text.toLowerCase().replace(OTHER_CHARACTERS, "-")].slice(0, MAX_LENGTH).join("");
}

function suggest(text: string): string {
  return text === "" ? "" : `: write ${JSON.stringify(text)}`;
}
