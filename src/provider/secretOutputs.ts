import type { CommonInputs } from "./commonInputs";
import type { Definition } from "./definition";
import { keysOf } from "./inputTable";

/**
 * Which outputs are secret if some inputs are. The inputs that say which jobs are meant say the same in several ways, such
 * as a full name and an id; so if one of them is secret, all are.
 */
export function secretOutputs(
  { inputs }: Pick<Definition<CommonInputs, object>, "inputs">,
  secretInputs: readonly string[],
): string[] {
  const identity = keysOf(inputs, "replace");
  const isIdentitySecret = identity.some((key) => secretInputs.includes(key));
  return [...new Set([...secretInputs, ...(isIdentitySecret ? identity : []), "connection"])];
}
