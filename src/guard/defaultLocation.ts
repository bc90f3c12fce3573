import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import { namedLocation } from "../vertex/selection/fullNames";
import type { JobGuardArgs } from "./guardArgs";
import { isUnknown, markUnknown } from "./unknownInputs";

/** Defaults of a guard's project and regions, where it has a use for them. */
export interface DefaultLocation {
  readonly project?: pulumi.Input<string | undefined>;
  readonly region?: pulumi.Input<string | undefined>;
}

/**
 * What the Google provider of a guard's resources has for their project and region: the one that its options give or its
 * parent has, or else `gcp:*` config and the environment.
 *
 * What is not used is left out: in a preview a setting that a provider does not set is not known.
 */
export function defaultLocation(args: JobGuardArgs, opts?: pulumi.ComponentResourceOptions): DefaultLocation {
  if (typeof namedLocation(markUnknown(args.selector), isUnknown) === "object") return {};
  const { project, region } = googleProviderOf(opts) ?? gcp.config;
  return {
    ...(args.project === undefined && { project }),
    ...(args.regions === undefined && { region }),
  };
}

function googleProviderOf(opts: pulumi.ComponentResourceOptions = {}): gcp.Provider | undefined {
  const { provider, providers, parent } = opts;
  const given = [provider, ...Object.values(providers ?? {})];
  return [...given, parent?.getProvider("gcp:index:Provider")].find((one) => gcp.Provider.isInstance(one));
}
