import { Enum, type Field, MapField, type Type } from "protobufjs";
import { messageType } from "./apiProtos";

/** The two ways of writing enums: plain JSON has names, `$alt=json;enum-encoding=int` has numbers. */
export type Dialect = "names" | "numbers";

/**
 * Where a JSON value is not what the protos say: fields that a message lacks, values of another type, enum values that
 * do not exist. @see https://protobuf.dev/programming-guides/json/
 */
export function* misfits(value: unknown, type: Type, dialect: Dialect, path = type.name): Generator<string> {
  const wellKnown = WELL_KNOWN[type.fullName];
  if (wellKnown !== undefined) {
    if (!wellKnown(value)) yield `${path} is no ${type.name}: ${JSON.stringify(value)}`;
  } else if (!isObject(value)) {
    yield `${path} is no ${type.name}: ${JSON.stringify(value)}`;
  } else if (type.fullName === ".google.protobuf.Any") {
    yield* anyMisfits(value, dialect, path);
  } else {
    for (const [name, inner] of Object.entries(value)) {
      const field = type.fields[name];
      if (field === undefined) yield `${path}.${name} does not exist`;
      else yield* fieldMisfits(inner, field, dialect, `${path}.${name}`);
    }
  }
}

function* fieldMisfits(value: unknown, field: Field, dialect: Dialect, path: string): Generator<string> {
  if (field instanceof MapField && isObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* itemMisfits(item, field, dialect, `${path}[${key}]`);
  } else if (field.repeated && Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* itemMisfits(item, field, dialect, `${path}[${index}]`);
  } else if (field instanceof MapField || field.repeated) {
    yield `${path} is no ${field.repeated ? "list" : "map"}: ${JSON.stringify(value)}`;
  } else {
    yield* itemMisfits(value, field, dialect, path);
  }
}

function* itemMisfits(value: unknown, field: Field, dialect: Dialect, path: string): Generator<string> {
  const { resolvedType, type } = field.resolve();
  if (resolvedType instanceof Enum) {
    const { values } = resolvedType;
    const known: readonly unknown[] = dialect === "names" ? Object.keys(values) : Object.values(values);
    if (!known.includes(value)) yield `${path} is no ${type}: ${JSON.stringify(value)}`;
  } else if (resolvedType) {
    yield* misfits(value, resolvedType, dialect, path);
  } else if (SCALARS[type]?.(value) !== true) {
    yield `${path} is no ${type}: ${JSON.stringify(value)}`;
  }
}

function* anyMisfits({ "@type": url, ...rest }: JsonObject, dialect: Dialect, path: string): Generator<string> {
  const [, fullName] = /^type\.googleapis\.com\/(.+)$/.exec(String(url)) ?? [];
  if (fullName === undefined) yield `${path}.@type is none: ${JSON.stringify(url)}`;
  // The error details of google.rpc are not among the protos that the client ships.
  else if (!fullName.startsWith("google.rpc.")) yield* misfits(rest, messageType(fullName), dialect, path);
}

type JsonObject = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const SCALARS: Readonly<Record<string, Check>> = {
  string: isString,
  bool: (value) => typeof value === "boolean",
  int32: Number.isSafeInteger,
  double: Number.isFinite,
  float: Number.isFinite,
  int64: (value) => isString(value) && /^-?\d+$/.test(value),
};

const WELL_KNOWN: Readonly<Record<string, Check>> = {
  ".google.protobuf.Struct": isObject,
  ".google.protobuf.Value": () => true,
  ".google.protobuf.ListValue": Array.isArray,
  ".google.protobuf.Duration": (value) => isString(value) && /^-?\d+(\.\d{1,9})?s$/.test(value),
  ".google.protobuf.Timestamp": (value) =>
    isString(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(value),
};

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
