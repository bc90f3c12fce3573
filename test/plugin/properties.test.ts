import assert from "node:assert/strict";
import { received, structOf } from "../../src/plugin/properties";
import { secret, structOf as sent, UNKNOWN } from "../support/wireProperties";

const UNKNOWN_BOOLEAN = "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7";
const UNKNOWN_LIST = "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2";

describe("properties as the plugin receives them", () => {
  it("are plain values, with the names of those that are secret or have a secret in them", () => {
    const properties = { name: secret("a"), selector: { labels: { env: secret("qa") } }, triggers: [1, null, true] };
    assert.deepEqual(received(sent(properties)), {
      values: { name: "a", selector: { labels: { env: "qa" } }, triggers: [1, null, true] },
      secrets: ["name", "selector"],
    });
  });

  it("have the same value for every placeholder of the engine", () => {
    const properties = { name: UNKNOWN, deleteStopped: UNKNOWN_BOOLEAN, regions: secret([UNKNOWN_LIST]) };
    assert.deepEqual(received(sent(properties)).values, {
      name: UNKNOWN,
      deleteStopped: UNKNOWN,
      regions: [UNKNOWN],
    });
  });

  it("are none when the engine sends none", () => {
    assert.deepEqual(received(undefined), { values: {}, secrets: [] });
  });
});

describe("properties as the plugin sends them", () => {
  it("have each secret marked as a whole, and nothing that is undefined", () => {
    const struct = structOf({ a: { b: 1 }, c: undefined, d: [undefined], e: "x" }, ["a", "c", "f"]);
    assert.deepEqual(struct.toJavaScript(), { a: secret({ b: 1 }), d: [null], e: "x" });
  });

  it("are unchanged after a round trip", () => {
    const properties = { a: "x", b: { c: [1, { d: false }] } };
    const { values, secrets } = received(structOf(properties, ["b"]));
    assert.deepEqual([values, secrets], [properties, ["b"]]);
  });
});
