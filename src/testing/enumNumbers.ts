import { isJsonObject, type JsonObject } from "./json";
import type { FieldType, Message } from "./messages";

/** Whether a request wants enums as numbers, as Google's generated REST clients do. */
export function wantsEnumNumbers(alt: string | undefined): boolean {
  return /(^|;)enum-encoding=int(;|$)/.test(alt ?? "");
}

/** A message with the numbers of its enum values. A value that the enum lacks stays a name. */
export function withEnumNumbers(value: JsonObject, message: Message): JsonObject {
  const entries = Object.entries(value).map(([field, entry]) => {
    const type = Object.hasOwn(message, field) ? message[field] : undefined;
    return [field, type === undefined ? entry : convert(entry, type)];
  });
  return Object.fromEntries(entries) as JsonObject;
}

function convert(value: unknown, type: FieldType): unknown {
  if (typeof type === "string" || "map" in type) {
    return value;
  }
  if ("enum" in type) {
    const number = type.enum.indexOf(String(value));
    return number === -1 ? value : number;
  }
  if ("list" in type) {
    return Array.isArray(value) ? value.map((entry) => convert(entry, type.list)) : value;
  }
  return isJsonObject(value) ? withEnumNumbers(value, type.message) : value;
}
