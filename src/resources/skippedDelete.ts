import * as pulumi from "@pulumi/pulumi";
import { message } from "../messages/message";
import { render } from "../messages/render";

/** Arguments that ask for something on delete. */
interface DeleteArgs {
  readonly cancelOn?: pulumi.Input<pulumi.Input<string>[]>;
  readonly resumeSchedulesOnDelete?: pulumi.Input<boolean>;
}

/**
 * Warns of resource options with which the engine deletes the resource without calling its provider, if the arguments ask
 * for something on delete. Options of parents and transforms are not seen here.
 */
export function warnOfSkippedDelete(
  resource: pulumi.Resource,
  { cancelOn, resumeSchedulesOnDelete }: DeleteArgs,
  { retainOnDelete, deletedWith }: pulumi.CustomResourceOptions = {},
): void {
  const option = retainOnDelete ? "retainOnDelete" : deletedWith && "deletedWith";
  if (!option) return;
  pulumi.output({ cancelOn, resumeSchedulesOnDelete }).apply((asked) => {
    const code = asked.cancelOn?.includes("delete")
      ? "skippedStop"
      : asked.resumeSchedulesOnDelete
        ? "skippedResume"
        : undefined;
    return code && pulumi.log.warn(render(message(code, { option })), resource);
  });
}
