import { isDeepStrictEqual } from "node:util";
import type { InputFailure } from "../messages/failure";
import { type Message, message } from "../messages/message";
import { isGiven } from "../vertex/selection/selector";
import type { RawInputs } from "./checkResult";
import { isUnknown } from "./unknown";

/**
 * What a change of an input causes.
 *
 * - `replace`: the resource is about other jobs, so it is replaced.
 * - `stopAgain`: its jobs are stopped again.
 * - `apply`: an effect is applied that was not asked for before.
 * - `record`: the new value is recorded; nothing is sent unless what is recorded is not what it asks for.
 */
export type Change = "replace" | "stopAgain" | "apply" | "record";

/** One input of a resource. */
export interface InputRow {
  readonly type: "string" | "boolean" | "count" | "list" | "object";
  readonly change: Change;
  /** Recorded when the program gives no value. Absent: nothing is recorded, or another check fills it in. */
  readonly default?: unknown;
  /** Checks a value of the right type, beyond the type. */
  readonly check?: (property: string, value: unknown) => InputFailure[];
  /** The one spelling in which a value is recorded. */
  readonly normalize?: (value: unknown) => unknown;
}

/** The inputs of a resource, by name. */
export type InputTable = Readonly<Record<string, InputRow>>;

/** What a value of each type is. Strings and objects are checked by what they are. */
const TYPES: Readonly<Partial<Record<InputRow["type"], { isValid(value: unknown): boolean; readonly must: Message }>>> =
  {
    boolean: { isValid: (value) => typeof value === "boolean", must: message("mustBeBoolean") },
    count: {
      isValid: (value) => Number.isInteger(value) && Number(value) >= 1,
      must: message("mustBeCount"),
    },
    list: { isValid: Array.isArray, must: message("mustBeList") },
  };

/** What refreshes show of the goal; an output of every resource, and so an input that no program gives. */
const DESIRED_STATE = "desiredState";

/** Refuses inputs that the resource does not have. Names with two underscores are the engine's and the SDK's. */
export function checkNames(given: RawInputs, known: readonly string[], type: string): InputFailure[] {
  return Object.keys(given)
    .filter((key) => !known.includes(key) && key !== DESIRED_STATE && !key.startsWith("__"))
    .map((property) => ({ property, reason: message("notAnInput", { type }) }));
}

/** Checks each input by itself. Values that are absent or not known yet pass. */
export function checkInputs(table: InputTable, given: RawInputs): InputFailure[] {
  return Object.entries(table).flatMap(([property, row]) => checkInput(row, property, given[property]));
}

/** Checks one value. */
export function checkInput({ type, check }: InputRow, property: string, value: unknown): InputFailure[] {
  if (!isGiven(value) || isUnknown(value)) return [];
  const rule = TYPES[type];
  if (rule && !rule.isValid(value) && !check) return [{ property, reason: rule.must }];
  return check?.(property, value) ?? [];
}

/** The inputs in the spelling in which they are recorded, with defaults filled in. */
export function completed(table: InputTable, given: RawInputs): RawInputs {
  return Object.fromEntries(
    Object.entries(table).flatMap(([key, row]): [string, unknown][] => {
      const value = given[key] ?? row.default;
      if (!isGiven(value) || (row.default === undefined && !row.normalize)) return [];
      return [[key, row.normalize && !isUnknown(value) ? row.normalize(value) : value]];
    }),
  );
}

/** Inputs, and the defaults of those that are absent: an earlier version, which has recorded them, did not know these. */
export function withDefaults(table: InputTable, inputs: object): RawInputs {
  const defaults = Object.entries(table).map(([key, row]) => [key, row.default] as const);
  return { ...Object.fromEntries(defaults.filter(([, value]) => value !== undefined)), ...inputs };
}

/** The names of the inputs whose change causes this. */
export function keysOf(table: InputTable, ...changes: readonly Change[]): string[] {
  return Object.keys(table).filter((key) => changes.includes(table[key]?.change as Change));
}

/** Whether any of some inputs has changed. */
export function hasChanged(keys: readonly string[], olds: RawInputs, news: RawInputs): boolean {
  return keys.some((key) => !isDeepStrictEqual(olds[key], news[key]));
}

/** Whether an input has changed that makes the resource stop its jobs again, although nothing is known to run. */
export function isStoppedAgain(table: InputTable, olds: object, news: object): boolean {
  return hasChanged(keysOf(table, "stopAgain"), withDefaults(table, olds), withDefaults(table, news));
}

/** Splits what is recorded into the inputs and the facts in it. */
export function splitRecorded<Inputs, Facts>(
  table: InputTable,
  recorded: Inputs & Facts,
): { inputs: Inputs; facts: Facts } {
  const isInput = ([key]: [string, unknown]) =>
    Object.hasOwn(table, key) || key === DESIRED_STATE || key === "defaults";
  const entries = Object.entries(recorded as RawInputs);
  return {
    inputs: Object.fromEntries(entries.filter(isInput)) as Inputs,
    facts: Object.fromEntries(entries.filter((entry) => !isInput(entry))) as Facts,
  };
}
