/**
 * A state as people read it: `Partially succeeded` for `PARTIALLY_SUCCEEDED`.
 *
 * @param {string} state
 */
export function stateWords(state) {
  return sentenceCase(state.toLowerCase().replaceAll("_", " "));
}

/**
 * A collection as people read it: `Custom jobs` for `customJobs`.
 *
 * @param {string} collection
 */
export function kindWords(collection) {
  return sentenceCase(collection.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
}

/**
 * How far a moment is from now: `3 min ago`, or `in 2 h`.
 *
 * @param {string} time - RFC 3339.
 * @param {string} now - RFC 3339.
 */
export function distance(time, now) {
  const seconds = Math.round((Date.parse(now) - Date.parse(time)) / 1_000);
  const size = Math.abs(seconds);
  const [unit, length] = UNITS.find(([, least]) => size >= least) ?? ["s", 1];
  const text = `${Math.floor(size / length)} ${unit}`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

/** @type {readonly (readonly [string, number])[]} */
const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
];

/**
 * A moment as people read it: `2026-01-01 00:00:00 UTC`.
 *
 * @param {string} time - RFC 3339.
 */
export function moment(time) {
  return `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`;
}

/** @param {string} text */
function sentenceCase(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
