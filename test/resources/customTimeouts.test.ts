import assert from "node:assert/strict";
import type { ResourceTransformArgs } from "@pulumi/pulumi";
import { passCustomTimeouts } from "../../src/resources/customTimeouts";

describe("passCustomTimeouts", () => {
  const transformed = (opts: object) =>
    passCustomTimeouts({ props: { name: "n" }, opts, custom: true, type: "t", name: "r" } as ResourceTransformArgs);

  it("hands the timeouts that are set to the provider, beside the other inputs", () => {
    const opts = { customTimeouts: { create: "1h", update: "", delete: "2h" }, protect: true };
    assert.deepEqual(transformed(opts), {
      props: { name: "n", __timeouts: { create: "1h", delete: "2h" } },
      opts,
    });
  });

  it("changes nothing where none are set", () => {
    assert.equal(transformed({ protect: true }), undefined);
  });
});
