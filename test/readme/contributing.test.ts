import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { scripts } from "../../package.json";
import { repository } from "../support/repository";

const text = readFileSync(join(repository, "CONTRIBUTING.md"), "utf8");

describe("CONTRIBUTING.md", () => {
  it("can be read in one sitting", () => {
    assert.ok(text.split("\n").length <= 91, "it has more than 90 lines");
  });

  it("names every script that a contributor runs, and none that isn't there", () => {
    const named = [...text.matchAll(/npm (?:run )?(test|[a-z][\w:]*)\b(?=[`; -])/g)].map(([, name]) => String(name));
    const unknown = named.filter((name) => !(name in scripts) && name !== "install");
    assert.deepEqual(unknown, []);
    const missing = Object.keys(scripts).filter((name) => name !== "prepack" && !named.includes(name));
    assert.deepEqual(missing, []);
  });
});
