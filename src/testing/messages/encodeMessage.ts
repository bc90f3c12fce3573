import { isJsonObject, type JsonObject } from "../state/json";
import type { FieldType, Message } from "./message";

/** How enum values are written: `PIPELINE_STATE_RUNNING`, or 3. */
export type EnumEncoding = "name" | "number";

/** What a request wants. Google's generated REST clients ask for numbers. */
export function enumEncoding(alt: string | undefined): EnumEncoding {
  return /(^|;)enum-encoding=int(;|$)/.test(alt ?? "") ? "number" : "name";
}

/** A message as it goes out: only the fields that it has. An enum value that the API lacks stays a name. */
export function encodeMessage(value: JsonObject, message: Message, encoding: EnumEncoding): JsonObject {
  const encoded: JsonObject = {};
  for (const [field, entry] of Object.entries(value)) {
    const type = Object.hasOwn(message, field) ? message[field] : undefined;
    if (type !== undefined) {
      encoded[field] = encodeField(entry, type, encoding);
    }
  }
  return encoded;
}

function encodeField(value: unknown, type: FieldType, encoding: EnumEncoding): unknown {
  if (typeof type === "string" || "map" in type) {
    return value;
  }
  if ("enum" in type) {
    const number = encoding === "name" ? -1 : type.enum.indexOf(String(value));
    return number === -1 ? value : number;
  }
  if ("list" in type) {
    return Array.isArray(value) ? value.map((entry) => encodeField(entry, type.list, encoding)) : value;
  }
  return isJsonObject(value) ? encodeMessage(value, type.message, encoding) : value;
}
