import type { ApiVersion } from "../messages/message";
import { isJsonObject, type JsonObject } from "../state/json";
import { isProject, isResourceId } from "../state/resourceName";
import type { Service } from "../state/service";
import { badPayload, invalidField } from "./apiErrors";

/** A request once its URL and body are understood. */
export interface ApiCall {
  /** Such as `pipelineJobs.cancel`. */
  readonly apiMethod: string;
  readonly version: ApiVersion;
  /** As spelled in the URL: id or number. */
  readonly project: string;
  readonly region: string;
  /** The last part of the resource name; empty for calls on a collection. */
  readonly id: string;
  /** Query parameters under their camelCase names. */
  readonly query: Readonly<Record<string, string>>;
  /** The parsed body; `undefined` if it was empty. */
  readonly body: JsonObject | undefined;
}

/** One method of the API: takes the call, answers the JSON, throws an `ApiError`. */
export type Handler = (service: Service, call: ApiCall) => JsonObject;

/** Refuses names that no resource can have. */
export function checkName(call: ApiCall, typeName: string, isId: (id: string) => boolean = isResourceId): void {
  if (!isProject(call.project) || !isId(call.id)) {
    throw invalidField("name", `Invalid ${typeName} resource name.`);
  }
}

/** Refuses collections of a project that cannot exist. */
export function checkParent(call: ApiCall): void {
  if (!isProject(call.project)) {
    throw invalidField("parent", "Invalid Location resource name.");
  }
}

/** The body of a call whose body is the resource itself. */
export function requireResource(call: ApiCall, field: string): JsonObject {
  if (call.body === undefined || Object.keys(call.body).length === 0) {
    throw invalidField(field, "Required field is not set.");
  }
  return call.body;
}

/** Refuses body fields that the request message lacks; `name` and `parent` belong to every one. */
export function checkBodyFields(call: ApiCall, ...allowed: string[]): void {
  for (const field of Object.keys(call.body ?? {})) {
    if (!["name", "parent", ...allowed].includes(field)) {
      throw unknownField(field);
    }
  }
}

/** The error for a JSON field that the message lacks. */
export function unknownField(field: string, at?: string): Error {
  const place = at === undefined ? "" : ` at '${at}'`;
  return badPayload(`Invalid JSON payload received. Unknown name "${field}"${place}: Cannot find field.`);
}

/** A body field that has to be a list of strings. */
export function stringList(body: JsonObject | undefined, field: string): string[] {
  const value = isJsonObject(body) ? body[field] : undefined;
  if (value === undefined) {
    return [];
  }
  if (!Array.isArray(value) || value.some((entry) => typeof entry !== "string")) {
    throw badPayload(`Invalid value at '${field}' (TYPE_STRING), ${JSON.stringify(value)}`);
  }
  return value as string[];
}
