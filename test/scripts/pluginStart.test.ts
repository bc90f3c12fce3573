import assert from "node:assert/strict";
import { ScratchClone } from "./scratchClone";

const start = `
  import { requireStart } from "./scripts/plugin/start.mjs";
  try {
    await requireStart("./plugin");
    console.log("started");
  } catch (error) {
    console.log("error:", error.message);
  }`;

describe("requireStart", function () {
  this.timeout(20_000);
  let clone: ScratchClone;

  beforeEach(() => {
    clone = new ScratchClone();
  });
  afterEach(() => clone.remove());

  const outcome = (script: string) => {
    clone.writeProgram("plugin", script);
    return clone.runModule(start).stdout.trim();
  };

  it("accepts an executable whose first line is a port", () => {
    assert.equal(outcome("echo 4242; exec sleep 10"), "started");
  });

  it("refuses an executable that prints something else first", () => {
    assert.equal(outcome("echo hello; exec sleep 10"), "error: ./plugin does not start with its port: hello");
  });

  it("refuses an executable that ends, whatever its exit code", () => {
    assert.equal(outcome("exit 1"), "error: ./plugin does not start with its port: it ended with code 1");
    assert.equal(outcome("kill -9 $$"), "error: ./plugin does not start with its port: it ended with SIGKILL");
  });

  it("refuses an executable that reads NODE_OPTIONS", () => {
    const heeds = outcome(`exec node -e 'console.log(4242)'`);
    assert.equal(heeds, "error: ./plugin does not start with its port: it ended with code 1");
  });
});
