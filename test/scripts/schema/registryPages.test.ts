import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { REPOSITORY_URL } from "../../../scripts/schema/packageData";
import { codeBlocksOf } from "../../support/codeBlocks";
import { packageSchema } from "../../support/packageSchema";
import { repository } from "../../support/repository";
import { faultsOfYaml } from "../../support/yamlPrograms";

const LANGUAGES = ["typescript", "python", "go", "yaml"];

const read = (page: string) => readFileSync(join(repository, "docs", page), "utf8");

for (const page of ["_index.md", "installation-configuration.md"]) {
  describe(`docs/${page}, a page of the Pulumi Registry,`, () => {
    it("has the front matter that the Registry reads", () => {
      const [, front = ""] = read(page).split("---\n");
      const { title, meta_desc: description, layout } = parse(front);
      assert.match(title, /^Vertex AI Jobs/);
      assert.ok(description.length >= 50 && description.length <= 160, `${description.length} characters`);
      assert.equal(layout, "package");
    });

    it("offers all four languages wherever it offers one", () => {
      const choosers = [...read(page).matchAll(/\{\{< chooser language "([^"]*)" >\}\}(.*?)\{\{< \/chooser >\}\}/gs)];
      assert.ok(choosers.length > 0);
      for (const [, languages = "", body = ""] of choosers) {
        const choices = [...body.matchAll(/\{\{% choosable language (\w+) %\}\}\n\n.*?\n\n\{\{% \/choosable %\}\}/gs)];
        assert.deepEqual([languages.split(","), choices.map(([, language]) => language)], [LANGUAGES, LANGUAGES]);
      }
      const count = (text: string) => read(page).split(text).length - 1;
      // Anything else in double braces the Registry would take for a tag, too.
      assert.equal(count("{{"), 2 * choosers.length * (1 + LANGUAGES.length));
    });

    it("has programs in YAML whose inputs and outputs the schema has", () => {
      const programs = codeBlocksOf(join("docs", page), "yaml");
      assert.ok(programs.length > 0);
      assert.deepEqual(programs.flatMap(faultsOfYaml), []);
    });

    it("links to files of the repository that are there, and to pages of the package that the Registry makes", () => {
      const links = [...read(page).matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);
      const files = links.flatMap(
        (link) =>
          link
            .split(`${REPOSITORY_URL}/`)[1]
            ?.replace(/^(?:tree|blob)\/main\//, "")
            .replace(/#.*$/, "") ?? [],
      );
      for (const file of files) assert.ok(file === "releases" || existsSync(join(repository, file)), file);
      const tokens = [...Object.keys(packageSchema.resources), ...Object.keys(packageSchema.functions)];
      const pages = [
        "installation-configuration",
        ...tokens.map((token) => `api-docs/${token.replace(/.*:/, "").toLowerCase()}`),
      ];
      const own = links.flatMap(
        (link) => /^https:\/\/www\.pulumi\.com\/registry\/packages\/vertex-jobs\/(.*)\/$/.exec(link)?.[1] ?? [],
      );
      assert.deepEqual(
        own.filter((link) => !pages.includes(link)),
        [],
      );
    });
  });
}

describe("the Registry's page of the configuration", () => {
  it("has a row for each setting of the schema, and says of the secret ones that they are", () => {
    const rows = [...read("installation-configuration.md").matchAll(/^\| `vertex-jobs:(\w+)`( \(secret\))? \|/gm)];
    const { variables } = packageSchema.config;
    assert.deepEqual(
      rows.map(([, setting, secret]) => [setting, secret !== undefined]),
      Object.entries(variables).map(([setting, { secret = false }]) => [setting, secret]),
    );
  });

  it("names no setting that is not there", () => {
    const named = [...read("installation-configuration.md").matchAll(/(?:vertex-jobs|gcp):(\w+)/g)].map(
      ([, key = ""]) => key,
    );
    const types = Object.keys(packageSchema.resources).map((token) => token.replace(/.*:/, ""));
    const known = new Set([...Object.keys(packageSchema.config.variables), ...types]);
    assert.deepEqual(
      named.filter((key) => !known.has(key)),
      [],
    );
  });

  it("shows the same logo as the schema names", () => {
    const [, path = ""] = /\/main\/(.*)$/.exec(packageSchema.logoUrl) ?? [];
    assert.match(readFileSync(join(repository, path), "utf8"), /^<svg /);
  });
});
