import { Failure } from "../messages/failure";
import { message } from "../messages/message";
import { render } from "../messages/render";
import { STOPPED } from "./cancelOn";
import { check } from "./check";
import type { CommonInputs } from "./commonInputs";
import type { Definition } from "./definition";
import type { RequestContext } from "./request";

/** The inputs of a resource that is imported. */
export interface ImportedInputs<I> {
  /** The inputs for the program that the engine generates. */
  readonly given: I;
  /** The inputs after a check. */
  readonly inputs: I;
}

/**
 * The inputs of a resource of which only the id is known.
 *
 * @throws Failure when the id can't be used, or if such a resource can't be imported.
 */
export function importedInputs<I extends CommonInputs, F extends { readonly projectNumber?: string }>(
  definition: Definition<I, F>,
  id: string,
  { settings, words }: RequestContext,
): ImportedInputs<I> {
  const given = definition.imported?.(id);
  if (!given) throw new Failure(message("notImportable", { type: definition.type }));
  const { inputs, failures } = check(definition, {}, given, settings);
  if (failures.length > 0) {
    const reasons = failures.map(({ reason }) => render(reason, words)).join("; ");
    throw new Failure(message("badImport", { id, reasons }));
  }
  return { given: { ...given, desiredState: STOPPED } as unknown as I, inputs: inputs as unknown as I };
}
