import * as pulumi from "@pulumi/pulumi";

/**
 * The URN that a resource is going to have, for its provider.
 *
 * It is a promise, because a promise depends on no resource. An output of the parent depends on all of the parent's
 * children, so two children that wait for it wait for each other and never end.
 */
export function progressUrnOf(name: string, type: string, parent: pulumi.Resource | undefined): Promise<string> {
  return new Promise((resolve) => void pulumi.createUrn(name, type, parent).apply(resolve));
}
