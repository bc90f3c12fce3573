import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PipelineJobCancellation } from "../../src";
import { settled, withMockedProgram } from "../support/mockedProgram";

const { unknownValue } = pulumi.runtime;

/** An output that nobody knows before the deployment. */
const unknown = () => pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;

describe("gcpProvider in a program", () => {
  const registered = withMockedProgram(() => "stop-1", {}, true);
  const settingsOf = async (
    name: string,
    gcpProvider: ConstructorParameters<typeof PipelineJobCancellation>[1]["gcpProvider"] & object,
  ) => {
    await settled(new PipelineJobCancellation(name, { pipelineJobId: "a", gcpProvider }).urn);
    return registered().at(-1)?.inputs.gcpProvider;
  };

  it("sends its settings to the engine as one secret", async () => {
    const provider = { id: pulumi.output("1"), project: pulumi.output("theirs") };
    const { value, ...signature } = await settingsOf("secret", provider);
    assert.deepEqual(value, { project: "theirs" });
    assert.deepEqual(Object.values(signature), [pulumi.runtime.specialSecretSig]);
  });

  it("has single unknown settings when the provider exists", async () => {
    const provider = { id: pulumi.output("1"), project: pulumi.output("theirs"), region: unknown() };
    const { value } = await settingsOf("existing", provider);
    assert.deepEqual(value, { project: "theirs", region: pulumi.unknown });
  });

  for (const [title, id] of [
    ["an output that is unknown", unknown()],
    ["the text that stands for an unknown value", pulumi.output(unknownValue)],
  ] as const) {
    it(`is completely unknown when the provider's ID is ${title}`, async () => {
      const provider = { id, project: pulumi.output("theirs") };
      const { value } = await settingsOf(`new, ${title}`, provider);
      assert.equal(value, pulumi.unknown);
    });
  }

  it("is completely unknown when a setting is unknown and the provider has no ID", async () => {
    const { value } = await settingsOf("idless", { project: pulumi.output("theirs"), region: unknown() });
    assert.equal(value, pulumi.unknown);
  });
});
