import { isRecord } from "../json";

/** A long-running operation. @see https://google.aip.dev/151 */
export interface Operation {
  /** Full resource name. */
  readonly name: string;
  readonly isDone: boolean;
  /** Why it failed; absent: it did not. */
  readonly fault?: string;
}

/** What may be a part of a URL as it is. */
const NAME = /^projects\/[\w.:-]+\/locations\/[\w-]+(?:\/\w+\/[\w.~-]+)?\/operations\/[\w-]+$/;

/** Reads an operation from an answer's JSON; `undefined` when the answer is none. */
export function readOperation(json: unknown): Operation | undefined {
  if (!isRecord(json) || typeof json.name !== "string" || !NAME.test(json.name)) return undefined;
  const { error } = json;
  const said = isRecord(error) ? error.message : undefined;
  const fault = isRecord(error)
    ? `${typeof said === "string" && said ? said : `code ${String(error.code)}`}`
    : undefined;
  return { name: json.name, isDone: json.done === true, ...(fault !== undefined && { fault }) };
}
