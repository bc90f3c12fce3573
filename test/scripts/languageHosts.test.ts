import assert from "node:assert/strict";
import { ScratchClone } from "./scratchClone";

const ensure = (language: string, folder = ".tools/pulumi/bin") => `
  import { ensureLanguageHosts, findHost } from "./scripts/languageHosts.mjs";
  const bin = process.cwd() + "/${folder}/pulumi";
  try {
    await ensureLanguageHosts(bin, ["${language}"]);
    console.log("found", findHost(bin, "${language}"));
  } catch (error) {
    console.log("error:", error.message);
  }`;

/** Leaves a program where it is told to, as `go build` does, and tells where a module is. */
const WORKING_GO = `[ "$1" = version ] && exit 0
  [ "$1" = list ] && { echo "$MODULE"; exit 0; }
  while [ "$1" != -o ]; do shift; done
  mkdir -p "$2"; touch "$2$(basename "$3")"`;

describe("ensureLanguageHosts", function () {
  this.timeout(20_000);
  let clone: ScratchClone;

  beforeEach(() => {
    clone = new ScratchClone();
    clone.linkNodeModules();
    clone.writeProgram(".tools/pulumi/bin/pulumi", "");
    clone.writeProgram("machine-bin/go", "exit 1");
  });
  afterEach(() => clone.remove());

  const lastLine = () => clone.runModule(ensure("yaml")).stdout.trim().split("\n").pop();

  it("takes the host beside the CLI, or one on PATH", () => {
    clone.writeProgram("machine-bin/pulumi-language-yaml", "");
    assert.equal(lastLine(), "found machine-bin/pulumi-language-yaml");
    clone.writeProgram(".tools/pulumi/bin/pulumi-language-yaml", "");
    assert.equal(lastLine(), "found .tools/pulumi/bin/pulumi-language-yaml");
  });

  it("builds a host that the CLI lacks, once, and says how long that takes", () => {
    clone.writeProgram("machine-bin/go", WORKING_GO);
    const { stdout } = clone.runModule(ensure("yaml"));
    assert.match(stdout, /building the language host for YAML from source, once: about 2 minutes/);
    assert.match(stdout, /found \.tools\/pulumi\/bin\/pulumi-language-yaml/);
    clone.writeProgram("machine-bin/go", "exit 1");
    assert.equal(lastLine(), "found .tools/pulumi/bin/pulumi-language-yaml");
  });

  it("leaves the folder of a CLI alone that it has not built", () => {
    clone.writeProgram("machine-bin/go", WORKING_GO);
    clone.writeProgram("machine-bin/pulumi", "");
    const { stdout } = clone.runModule(ensure("yaml", "machine-bin"));
    assert.match(stdout, /found \.tools\/languageHosts\/pulumi-language-yaml/);
  });

  it("puts the script beside the host for Python that runs the user's program", () => {
    clone.writeProgram("module/python/cmd/pulumi-language-python-exec", "");
    clone.writeProgram("machine-bin/go", WORKING_GO.replace("$MODULE", '$(dirname "$0")/../module'));
    const { stdout } = clone.runModule(ensure("python"));
    assert.match(stdout, /found \.tools\/pulumi\/bin\/pulumi-language-python/);
    assert.ok(clone.has(".tools/pulumi/bin/pulumi-language-python-exec"));
  });

  it("leaves nothing of a host whose script is not there", () => {
    clone.writeProgram("machine-bin/go", WORKING_GO.replace("$MODULE", "/there/is/no/such/folder"));
    const { stdout } = clone.runModule(ensure("python"));
    assert.match(stdout, /error: .*no such file or directory/);
    assert.ok(!clone.has(".tools/pulumi/bin/pulumi-language-python"));
    assert.ok(!clone.has(".tools/languageHosts-incomplete"));
  });

  it("leaves nothing of a build that fails, and shows why it did", () => {
    clone.writeProgram("machine-bin/go", `[ "$1" = version ] && exit 0; echo no space left on device >&2; exit 1`);
    const { stdout } = clone.runModule(ensure("yaml"));
    assert.match(stdout, /^no space left on device$/m);
    assert.match(stdout, /error: the language host for YAML was not built/);
    assert.ok(!clone.has(".tools/pulumi/bin/pulumi-language-yaml") && !clone.has(".tools/languageHosts-incomplete"));
  });

  it("names what to install if there is no Go to build with", () => {
    assert.match(lastLine() ?? "", /error: the CLI has no language host for YAML: install the official CLI .* or Go/);
  });
});
