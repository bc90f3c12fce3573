import { isJsonObject, type JsonObject } from "../state/json";

/** Which fields are asked for, and which of theirs; `undefined`: all. */
type Selection = ReadonlyMap<string, Selection> | undefined;

/**
 * What the system parameter `fields` leaves of an answer: comma-separated paths, with dots or slashes between nested fields.
 *
 * @see https://cloud.google.com/apis/docs/system-parameters
 */
export function partialAnswer(answer: JsonObject, fields: string | undefined): JsonObject {
  if (fields === undefined || fields.trim() === "" || fields.trim() === "*") return answer;
  return pick(answer, selectionOf(fields.split(",").map((path) => path.trim().split(/[./]/))));
}

function selectionOf(paths: readonly (readonly string[])[]): Selection {
  if (paths.some(([first]) => first === undefined)) return undefined;
  const firsts = new Set(paths.map(([first = ""]) => first));
  return new Map(
    [...firsts].map((name) => [
      name,
      selectionOf(paths.filter(([first]) => first === name).map(([, ...rest]) => rest)),
    ]),
  );
}

function pick(object: JsonObject, selection: Selection): JsonObject {
  if (selection === undefined) return object;
  const entries = Object.entries(object).flatMap(([name, value]): [string, unknown][] =>
    selection.has(name) ? [[name, pickValue(value, selection.get(name))]] : [],
  );
  return Object.fromEntries(entries) as JsonObject;
}

function pickValue(value: unknown, selection: Selection): unknown {
  if (Array.isArray(value)) return value.map((one) => pickValue(one, selection));
  return isJsonObject(value) ? pick(value, selection) : value;
}
