import { invalidField } from "../http/apiErrors";
import { camelCase } from "../http/queryParameters";
import type { Message } from "../messages/message";
import { isJsonObject, type JsonObject } from "../state/json";

/** The paths of a field mask; `undefined` for the whole resource. */
export type ReadMask = readonly (readonly string[])[] | undefined;

/**
 * Understands `readMask`: comma-separated paths in either spelling.
 *
 * @see https://google.aip.dev/161
 * @throws ApiError for a path that begins with a field which the message lacks.
 */
export function parseReadMask(readMask: string | undefined, message: Message): ReadMask {
  if (readMask === undefined || readMask.trim() === "" || readMask.trim() === "*") {
    return undefined;
  }
  return readMask.split(",").map((path) => {
    const [first = "", ...rest] = path.trim().split(".");
    if (!Object.hasOwn(message, camelCase(first)) || rest.includes("")) {
      throw invalidField("read_mask", `Invalid field mask path: "${path.trim()}".`);
    }
    return [camelCase(first), ...rest];
  });
}

/** Whether a mask asks for a field or for something in it. */
export function isMasked(mask: ReadMask, field: string): boolean {
  return mask?.some(([first]) => first === field) ?? false;
}

/** What a mask leaves of a resource: exactly what it names. */
export function applyReadMask(mask: ReadMask, resource: JsonObject): JsonObject {
  if (mask === undefined) {
    return resource;
  }
  const picked: JsonObject = {};
  for (const path of mask) {
    copyPath(resource, picked, path);
  }
  return picked;
}

/** Copies what one path of a mask names, and nothing if it is not there. */
export function copyPath(from: JsonObject, to: JsonObject, [key = "", ...rest]: readonly string[]): void {
  const name = Object.hasOwn(from, key) ? key : camelCase(key);
  const value = Object.hasOwn(from, name) ? from[name] : undefined;
  if (value === undefined) {
    return;
  }
  if (rest.length === 0) {
    to[name] = value;
  } else if (isJsonObject(value)) {
    const inner = isJsonObject(to[name]) && to[name] !== value ? to[name] : {};
    copyPath(value, inner, rest);
    if (Object.keys(inner).length > 0 && to[name] !== value) {
      to[name] = inner;
    }
  }
}
