import type { CommonInputs } from "./commonInputs";
import type { Definition } from "./definition";
import { keysOf } from "./inputTable";

/**
 * Lists the secret outputs of a resource. `name`, `project`, `region`, and `pipelineJobId` identify the same job: if one of them
 * is secret, all are.
 */
export function secretOutputs(
  { inputs }: Pick<Definition<CommonInputs, object>, "inputs">,
  secretInputs: readonly string[],
): string[] {
  const identity = keysOf(inputs, "replace");
  const isIdentitySecret = identity.some((key) => secretInputs.includes(key));
  return [...new Set([...secretInputs, ...(isIdentitySecret ? identity : []), "connection"])];
}
