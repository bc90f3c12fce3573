import * as pulumi from "@pulumi/pulumi";

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
    const effect = asked.cancelOn?.includes("delete")
      ? 'no job is stopped on delete, although cancelOn has "delete"'
      : asked.resumeSchedulesOnDelete && "no schedule is resumed on delete, although resumeSchedulesOnDelete is set";
    return effect
      ? pulumi.log.warn(`${effect}: the option ${option} skips the deletion. Remove it`, resource)
      : undefined;
  });
}
