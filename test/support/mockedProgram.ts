import * as pulumi from "@pulumi/pulumi";

/** The value of an output. */
export const settled = <Value>(output: pulumi.Output<Value>) =>
  new Promise<Value>((resolve) => void output.apply(resolve));

/**
 * Lets the enclosing describe make resources as a program does, by the SDK's own mocks.
 *
 * @param idOf - the id that the provider gives a resource with such inputs.
 * @param outputs - what it adds to the inputs.
 * @param isPreview - whether the program runs for a preview.
 * @returns what has been registered.
 */
export function withMockedProgram(
  idOf: (inputs: Record<string, unknown>) => string,
  outputs: Readonly<Record<string, unknown>>,
  isPreview = false,
): () => readonly pulumi.runtime.MockResourceArgs[] {
  let registered: pulumi.runtime.MockResourceArgs[] = [];
  before(async () => {
    registered = [];
    await pulumi.runtime.setMocks(
      {
        newResource: (args) => {
          registered.push(args);
          return { id: idOf(args.inputs), state: { ...args.inputs, ...outputs } };
        },
        call: () => ({}),
      },
      "project",
      "stack",
      isPreview,
    );
  });
  return () => registered;
}
