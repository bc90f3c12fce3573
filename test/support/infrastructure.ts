import { CustomResource, type CustomResourceOptions } from "@pulumi/pulumi";

/**
 * Something that a job needs and that goes with the stack: a dynamic resource whose deletion is a DELETE of a URL, so
 * that the log of the fake shows when it went.
 */
export class Infrastructure extends CustomResource {
  constructor(name: string, url: string, opts?: CustomResourceOptions) {
    super(
      "pulumi-nodejs:dynamic/test:Infrastructure",
      name,
      {
        url,
        // The text of a provider: with pulumi.dynamic.Resource it would be made of a closure that the test runner compiled.
        __provider: `exports.handler = () => ({
        create: async (inputs) => ({ id: inputs.url, outs: inputs }),
        delete: async (url) => void (await fetch(url, { method: "DELETE" })),
      })`,
      },
      opts,
    );
  }
}
