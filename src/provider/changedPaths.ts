import { isDeepStrictEqual } from "node:util";
import microdiff, { type Difference } from "microdiff";
import type { RawInputs } from "./checkResult";
import type { CommonInputs } from "./commonInputs";
import { CONNECTION, comparableConnection } from "./connection/connectionInputs";
import { type InputTable, withDefaults } from "./inputTable";

/** A difference between the inputs and the recorded state. */
export interface ChangedPath {
  /** Path of the property, such as `selector.labels.env` or `regions[1]`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  /** Whether the change replaces the resource. */
  readonly isReplacement: boolean;
}

const KINDS = { CREATE: "add", REMOVE: "delete", CHANGE: "update" } as const satisfies Record<
  Difference["type"],
  string
>;

/**
 * Lists the paths of changed inputs. If no input has changed, the goal is not reached, and the path is `desiredState`.
 *
 * @param replaces - inputs whose change replaces the resource.
 */
export function changedPaths(
  table: InputTable,
  recorded: CommonInputs,
  news: CommonInputs,
  replaces: readonly string[],
): ChangedPath[] {
  const [olds, wanted] = [withDefaults(table, recorded), withDefaults(table, news)];
  const inputs = Object.keys(table).filter((key) => !CONNECTION.some((one) => one === key));
  const changed = [
    ...changedProperties({ ...comparableConnection(recorded) }, { ...comparableConnection(news) }),
    ...inputs.flatMap((key) =>
      microdiff(only(key, olds), only(key, wanted)).map(({ type, path }) => ({
        path: spell(path),
        kind: KINDS[type],
        isReplacement: replaces.includes(key),
      })),
    ),
  ];
  return changed.length > 0 ? changed : [{ path: "desiredState", kind: "update", isReplacement: false }];
}

/** Lists properties that differ, each as a whole: a path into a secret property could reveal a part of it. */
export function changedProperties(olds: RawInputs, news: RawInputs): ChangedPath[] {
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  return names
    .filter((name) => !isDeepStrictEqual(olds[name], news[name]))
    .map((path) => ({ path, kind: changeOf(path in olds, path in news), isReplacement: false }));
}

function changeOf(wasGiven: boolean, isGiven: boolean): ChangedPath["kind"] {
  if (wasGiven && isGiven) return "update";
  return isGiven ? "add" : "delete";
}

function only(key: string, { [key]: value }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return value === undefined ? {} : { [key]: value };
}

/** @see https://github.com/pulumi/pulumi/blob/master/sdk/go/property/glob.go */
function spell(path: readonly (string | number)[]): string {
  return path
    .map((key, index) => {
      if (typeof key === "number") return `[${key}]`;
      if (!/^\w+$/.test(key)) return `["${key.replace(/["\\]/g, "\\$&")}"]`;
      return index === 0 ? key : `.${key}`;
    })
    .join("");
}
