import assert from "node:assert/strict";
import { ScratchClone } from "./scratchClone";

const ensure = `
  import { ensureDependencies } from "./scripts/dependencies.mjs";
  try {
    await ensureDependencies();
  } catch (error) {
    console.log("error:", error.message);
  }`;

const lockfile = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages });

const wanted = {
  "": { name: "clone" },
  "node_modules/left": { version: "1.0.0" },
  "node_modules/only-on-another-system": { version: "1.0.0", optional: true },
};

describe("ensureDependencies", function () {
  this.timeout(20_000);
  let clone: ScratchClone;

  beforeEach(() => {
    clone = new ScratchClone();
    clone.writeFile("package-lock.json", lockfile(wanted));
    clone.writeProgram("machine-bin/npm", "echo npm $1");
  });
  afterEach(() => clone.remove());

  const npmRuns = () => /^npm ci$/m.test(clone.runModule(ensure).stdout);
  const install = (packages: object) => clone.writeFile("node_modules/.package-lock.json", lockfile(packages));

  it("installs when nothing is installed", () => {
    assert.ok(npmRuns());
  });

  it("keeps an installation that has what the lockfile names", () => {
    install({ "node_modules/left": { version: "1.0.0" } });
    assert.ok(!npmRuns());
  });

  it("installs again when a version differs", () => {
    install({ "node_modules/left": { version: "0.9.0" } });
    assert.ok(npmRuns());
  });

  it("installs again when something is missing", () => {
    install({});
    assert.ok(npmRuns());
  });

  it("installs again when there is something else", () => {
    install({ "node_modules/left": { version: "1.0.0" }, "node_modules/gone": { version: "1.0.0" } });
    assert.ok(npmRuns());
  });

  it("reports in one sentence that npm ci failed", () => {
    clone.writeProgram("machine-bin/npm", "exit 1");
    assert.match(clone.runModule(ensure).stdout, /^error: npm ci failed, see above: .*\.$/m);
  });
});
