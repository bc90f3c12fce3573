import { Failure } from "../../messages/failure";
import { message } from "../../messages/message";
import { type NamedJob, parseAnyJobName } from "../../vertex/selection/resourceKey";
import type { CancellationInputs } from "./inputs";

/**
 * The job that checked inputs name.
 *
 * @throws Failure when it is of a kind that this version does not know: a newer one has recorded it.
 */
export function jobNameOf({ name }: Pick<CancellationInputs, "name">): NamedJob {
  const job = parseAnyJobName(name);
  if (!job) throw new Failure(message("unknownKind", { kind: name.split("/")[4] ?? "" }));
  return job;
}
