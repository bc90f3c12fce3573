import { unknownField } from "../http/apiCall";
import { badPayload } from "../http/apiErrors";
import { camelCase, snakeCase } from "../http/queryParameters";
import { isJsonObject, type JsonObject } from "../state/json";
import type { FieldType, Message } from "./message";

const MAX_INT64 = 2n ** 63n;
const MAX_INT32 = 2n ** 31n;

/**
 * Reads a message as the service's JSON layer does: either spelling of a field, enums by name or number, 64-bit
 * integers as strings; `null` and a default are no value.
 *
 * @param path - where in the request, in snake_case, for error messages.
 * @throws ApiError for unknown fields and wrong types.
 */
export function decodeMessage(sent: unknown, message: Message, path: string): JsonObject {
  if (!isJsonObject(sent)) {
    throw invalidValue(path, "message", sent);
  }
  const decoded: JsonObject = {};
  for (const [spelled, entry] of Object.entries(sent)) {
    const field = camelCase(spelled);
    const type = Object.hasOwn(message, field) ? message[field] : undefined;
    if (type === undefined) {
      throw unknownField(spelled, path);
    }
    const value = entry === null ? undefined : decodeField(entry, type, `${path}.${snakeCase(field)}`);
    if (value !== undefined && !isDefault(value, type)) {
      decoded[field] = value;
    }
  }
  return decoded;
}

/** A field without presence that has its default is the same as none. */
function isDefault(value: unknown, type: FieldType): boolean {
  if (type === "any" || (typeof type === "object" && "message" in type)) {
    return false;
  }
  if (typeof type === "object" && "enum" in type) {
    return value === type.enum[0];
  }
  const isEmptyMap = isJsonObject(value) && Object.keys(value).length === 0;
  return isEmptyMap || (Array.isArray(value) && value.length === 0) || ["", false, 0, "0"].includes(value as string);
}

function decodeField(value: unknown, type: FieldType, path: string): unknown {
  if (typeof type === "string") {
    return decodeScalar(value, type, path);
  }
  if ("enum" in type) {
    return decodeEnum(value, type.enum, path);
  }
  if ("message" in type) {
    return decodeMessage(value, type.message, path);
  }
  if ("list" in type) {
    if (!Array.isArray(value)) {
      throw invalidValue(path, "list", value);
    }
    return value.map((entry, index) => decodeField(entry, type.list, `${path}[${index}]`));
  }
  if (!isJsonObject(value)) {
    throw invalidValue(path, "map", value);
  }
  const entries = Object.entries(value).map(([key, entry]) => [key, decodeField(entry, type.map, `${path}[${key}]`)]);
  return Object.fromEntries(entries);
}

function decodeScalar(value: unknown, type: Extract<FieldType, string>, path: string): unknown {
  switch (type) {
    case "any":
      return value;
    case "string":
      return expect(typeof value === "string", value, "TYPE_STRING", path);
    case "bool":
      return expect(typeof value === "boolean", value, "TYPE_BOOL", path);
    case "timestamp":
      return expect(isTimestamp(value), value, "type.googleapis.com/google.protobuf.Timestamp", path);
    case "int32":
      return Number(expect(isInteger(value, MAX_INT32), value, "TYPE_INT32", path));
    case "int64":
      return String(expect(isInteger(value, MAX_INT64), value, "TYPE_INT64", path));
  }
}

function decodeEnum(value: unknown, names: readonly string[], path: string): unknown {
  const name = typeof value === "number" ? names[value] : value;
  return expect(typeof name === "string" && names.includes(name), value, "enum", path) && name;
}

function isTimestamp(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
}

function isInteger(value: unknown, limit: bigint): boolean {
  const isNumber = typeof value === "string" ? /^-?\d{1,20}$/.test(value) : Number.isSafeInteger(value);
  if (!isNumber) {
    return false;
  }
  const integer = BigInt(value as string | number);
  return integer >= -limit && integer < limit;
}

function expect(isRight: boolean, value: unknown, typeName: string, path: string): unknown {
  if (!isRight) {
    throw invalidValue(path, typeName, value);
  }
  return value;
}

function invalidValue(path: string, typeName: string, value: unknown): Error {
  return badPayload(`Invalid value at '${path}' (${typeName}), ${JSON.stringify(value).slice(0, 100)}`);
}
