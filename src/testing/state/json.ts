/** A JSON object as it travels on the wire. */
export type JsonObject = { [key: string]: unknown };

/** Whether a parsed value is a JSON object, neither `null` nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
