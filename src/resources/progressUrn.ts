import * as pulumi from "@pulumi/pulumi";

/**
 * The URN that a resource is going to have, for its provider.
 *
 * A promise, which depends on no resource: an output of the parent depends on all children of the parent, and these would
 * wait for each other for ever.
 */
export function progressUrnOf(name: string, type: string, parent: pulumi.Resource | undefined): Promise<string> {
  return new Promise((resolve) => void pulumi.createUrn(name, type, parent).apply(resolve));
}
