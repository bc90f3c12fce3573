import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { passCustomTimeouts } from "../../src/resources/customTimeouts";

describe("passCustomTimeouts", () => {
  const transformed = (opts: object, props: object = { name: "n" }) =>
    passCustomTimeouts({ props, opts, custom: true, type: "t", name: "r" } as pulumi.ResourceTransformArgs);

  it("hands the timeouts that are set to the provider, beside the other inputs", async () => {
    const opts = { customTimeouts: { create: "1h", update: "", delete: "2h" }, protect: true };
    assert.deepEqual(await transformed(opts), {
      props: { name: "n", __timeouts: { create: "1h", delete: "2h" } },
      opts,
    });
  });

  it("changes nothing where none are set", async () => {
    assert.equal(await transformed({ protect: true }), undefined);
  });

  it("keeps secret what is secret, and unknown what is unknown, wherever it is called", async () => {
    const { unknownValue, specialSecretSig, specialSigKey } = pulumi.runtime;
    const props = { list: ["a", { secret: pulumi.secret("s") }], unknown: undefined };
    const result = await transformed({ customTimeouts: { create: "1h" } }, props);
    assert.deepEqual(result?.props, {
      list: ["a", { secret: { [specialSigKey]: specialSecretSig, value: "s" } }],
      unknown: unknownValue,
      __timeouts: { create: "1h" },
    });
  });
});
