import assert from "node:assert/strict";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { version } from "../../../package.json";
import { codeBlocksOf } from "../../support/codeBlocks";
import { writeGoModule } from "../../support/goSdk";
import { pythonWithSdk } from "../../support/pythonSdk";
import { repository } from "../../support/repository";
import { runCommand } from "../../support/runCommand";

/** A program, or an excerpt of a document that is one. */
interface Program {
  readonly title: string;
  readonly text: string;
}

const DOCUMENTS = ["README.md", "docs/*.md", "examples/**/README.md", "sdk/*/README.md"];

/** Whole programs in a language: files of their own, and those that documents show. */
function programsIn(language: "go" | "python", files: readonly string[]): Program[] {
  const own = files.map((file) => ({ title: file, text: readFileSync(join(repository, file), "utf8") }));
  return [...own, ...filesLike(...DOCUMENTS).flatMap((document) => shownIn(document, language))];
}

function shownIn(document: string, language: string): Program[] {
  const blocks = codeBlocksOf(document, language);
  return blocks.map((text, index) => ({ title: `program ${index + 1} of ${document}`, text }));
}

/** Of some places that must have programs, those that have none. */
function placesWithout(programs: readonly Program[], places: readonly string[]): string[] {
  const all = ["docs/registry/examples", "docs/_index.md", "docs/installation-configuration.md", ...places];
  return all.filter((place) => !programs.some(({ title }) => title.includes(place)));
}

function filesLike(...patterns: string[]): string[] {
  return globSync(patterns, { cwd: repository, exclude: ["**/node_modules/**"] }).sort();
}

describe("every program", function () {
  this.timeout(300_000).slow(60_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "programs-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  describe("in Python passes mypy in strict mode:", () => {
    const files = filesLike(
      "docs/registry/examples/*.py",
      "examples/teardown/python/__main__.py",
      "test/extended/languages/programs/python/*.py",
    );
    const programs = programsIn("python", files);

    for (const [index, { title, text }] of programs.entries()) {
      it(title, async () => {
        const file = join(folder, `program_${index}.py`);
        writeFileSync(file, text);
        const args = ["-m", "mypy", "--strict", "--cache-dir", join(folder, "mypy"), file];
        await runCommand(await pythonWithSdk(), args, folder);
      });
    }

    it("among them are those of the schema, of the examples, of the Registry's pages, and of the SDK's own", () => {
      assert.deepEqual(placesWithout(programs, ["examples/teardown/python", "sdk/python/README.md"]), []);
    });
  });

  it("in Go passes go vet, and is formatted by gofmt", async () => {
    const files = filesLike("docs/registry/examples/*.go", "test/extended/languages/programs/go/*.go");
    const programs = programsIn("go", files);
    assert.deepEqual(placesWithout(programs, ["sdk/go/README.md"]), []);
    const module = join(folder, "go");
    mkdirSync(module);
    writeGoModule(module);
    for (const [index, { text }] of programs.entries()) {
      mkdirSync(join(module, `program${index}`));
      writeFileSync(join(module, `program${index}`, "main.go"), text);
    }
    await runCommand("go", ["vet", "./..."], module);
    const unformatted = await runCommand("gofmt", ["-l", module], module);
    assert.deepEqual(unformatted, "", programs.map(({ title }, index) => `program${index}: ${title}`).join("\n"));
  });
});

describe("the Python package", function () {
  this.timeout(300_000).slow(60_000);

  it("installs from its wheel in a fresh virtual environment, with its types and the name of its plugin", async () => {
    const folder = mkdtempSync(join(tmpdir(), "wheel-"));
    try {
      cpSync(join(repository, "sdk", "python"), join(folder, "sdk"), { recursive: true });
      await runCommand("python3", ["-m", "venv", "fresh"], folder);
      const python = join(folder, "fresh", "bin", "python");
      await runCommand(
        python,
        ["-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", "wheels", "./sdk"],
        folder,
      );
      const [wheel = "no wheel"] = globSync("wheels/*.whl", { cwd: folder });
      assert.equal(basename(wheel), `pulumi_vertex_jobs-${version}-py3-none-any.whl`);
      await runCommand(python, ["-m", "pip", "install", "--quiet", wheel], folder);
      const look = `
from importlib.resources import files
import pulumi_vertex_jobs
package = files(pulumi_vertex_jobs)
print(pulumi_vertex_jobs.JobSweep.__name__, package.joinpath("py.typed").is_file())
print(package.joinpath("pulumi-plugin.json").read_text())`;
      const printed = await runCommand(python, ["-c", look], folder);
      assert.match(
        printed,
        new RegExp(`^JobSweep True\\n\\{[^}]*"name": "vertex-jobs",\\s+"version": "${version.replaceAll(".", "\\.")}"`),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
