import type { JsonObject } from "./json";

/** A job that is being created through the API. */
export interface LaunchedJob {
  readonly projectNumber: string;
  readonly region: string;
  readonly id: string;
  readonly createMs: number;
  /** When it begins to run. */
  readonly startMs: number;
  /** What the client sent. */
  readonly resource: JsonObject;
  /** A number that nothing else has. */
  nextNumber(): number;
  /** Starts a job that belongs to it, and returns its full name. `undefined`: the fake is told to start none. */
  readonly startChild: ((collection: string, fields: JsonObject) => string) | undefined;
}

/** A job at the moment at which it is answered. */
export interface ShownJob {
  readonly fields: JsonObject;
  readonly state: string;
  /** RFC 3339; `undefined` if it never ran. */
  readonly startTime: string | undefined;
  /** RFC 3339; `undefined` while it has not ended. */
  readonly endTime: string | undefined;
  /** Lists, and the answer to a creation, show less than a `get`. */
  readonly view: "get" | "list";
}
