import assert from "node:assert/strict";
import { ScratchClone } from "./scratchClone";

const ensure = `
  import { ensurePulumiCli, pulumiBin } from "./scripts/pulumiCli.mjs";
  try {
    const { bin, version } = await ensurePulumiCli();
    console.log("found", bin, version, pulumiBin() === bin);
  } catch (error) {
    console.log("error:", error.message);
  }`;

const cliOfVersion = (version: string) => `echo v${version}`;

describe("ensurePulumiCli", function () {
  this.timeout(20_000);
  let clone: ScratchClone;

  beforeEach(() => {
    clone = new ScratchClone();
    clone.linkNodeModules();
    // The machine that runs this test may have a Go of its own.
    clone.writeProgram("machine-bin/go", "exit 1");
  });
  afterEach(() => clone.remove());

  const lastLine = () => clone.runModule(ensure).stdout.trim().split("\n").pop();

  const putCli = (folder: string, version: string) => {
    clone.writeProgram(`${folder}/pulumi`, cliOfVersion(version));
    clone.writeProgram(`${folder}/pulumi-language-nodejs`, "");
  };

  it("takes the CLI on PATH when it is new enough and complete", () => {
    putCli("machine-bin", "3.250.0");
    clone.writeProgram("machine-bin/pulumi-resource-pulumi-nodejs", "");
    assert.equal(lastLine(), "found machine-bin/pulumi 3.250.0 true");
  });

  for (const [version, companion] of [
    ["3.249.9", "pulumi-resource-pulumi-nodejs"],
    ["3.300.0", "something-else"],
  ] as const) {
    it(`prefers its own CLI to ${version} with ${companion} on PATH`, () => {
      putCli("machine-bin", version);
      clone.writeProgram(`machine-bin/${companion}`, "");
      putCli(".tools/pulumi/bin", "3.274.1");
      assert.equal(lastLine(), "found .tools/pulumi/bin/pulumi 3.274.1 true");
      assert.ok(clone.has(".tools/pulumi/bin/pulumi-resource-pulumi-nodejs"), "the launcher lies beside its own CLI");
    });
  }

  it("lets the Automation API install the version that tools/pulumi/go.mod names", () => {
    const installer = `mkdir -p "$3/bin"; for name in pulumi pulumi-language-nodejs; do
      printf '#!/bin/sh\\necho %s\\n' "$5" > "$3/bin/$name"; chmod +x "$3/bin/$name"; done`;
    clone.fetch = `Promise.resolve(new Response(options.method === "HEAD" ? null : ${JSON.stringify(installer)}))`;
    const version = /pkg\/v3 v(\S+)/.exec(clone.read("tools/pulumi/go.mod"))?.[1];
    assert.equal(lastLine(), `found .tools/pulumi/bin/pulumi ${version} true`);
  });

  it("builds the CLI when the download is not reachable", () => {
    clone.writeProgram(
      "machine-bin/go",
      `[ "$1" = version ] && exit 0
       while [ "$1" != -o ]; do shift; done
       program="$2$(basename "$3")"; printf '#!/bin/sh\\necho v3.274.1\\n' > "$program"; chmod +x "$program"`,
    );
    assert.equal(lastLine(), "found .tools/pulumi/bin/pulumi 3.274.1 true");
    assert.ok(!clone.has(".tools/pulumi-incomplete"));
  });

  it("leaves nothing of a build that fails, and shows why it did", () => {
    clone.writeProgram("machine-bin/go", `[ "$1" = version ] && exit 0; echo no space left on device >&2; exit 1`);
    const { stdout } = clone.runModule(ensure);
    assert.match(stdout, /^no space left on device$/m);
    assert.ok(
      !clone.has(".tools/pulumi") && !clone.has(".tools/pulumi-incomplete") && !clone.has(".tools/pulumi-cli.json"),
    );
  });

  it("names what to install if no CLI can be downloaded or built", () => {
    const { stdout, stderr } = clone.runModule(ensure);
    assert.match(stdout, /download is not reachable.*error: there is no Pulumi CLI: put one on PATH .* install Go/s);
    assert.equal(stderr, "");
  });
});
