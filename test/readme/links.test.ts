import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repository } from "../support/repository";

const FOLDERS = ["", "docs", "examples", "src/testing"];

const documents = FOLDERS.flatMap((folder) =>
  readdirSync(join(repository, folder), { recursive: folder === "docs" || folder === "examples", encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join(folder, file)),
);

const read = (file: string) => readFileSync(join(repository, file), "utf8");

/** The anchors of a document, as GitHub makes them of headings. */
function anchorsOf(file: string): string[] {
  const text = read(file);
  const named = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => String(id));
  const headings = text.match(/(?<=^#+ ).*/gm) ?? [];
  const slugs = headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
  const numbered = slugs.map((slug, index) => {
    const earlier = slugs.slice(0, index).filter((one) => one === slug).length;
    return earlier === 0 ? slug : `${slug}-${earlier}`;
  });
  return [...named, ...numbered];
}

describe("a link", () => {
  for (const document of documents) {
    it(`in ${document} has a target, if it points into this repository`, () => {
      const targets = [...read(document).matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map(([, target]) => String(target));
      const dead = targets.filter((target) => {
        const [path = "", anchor] = target.split("#");
        const file = path === "" ? document : join(dirname(document), path);
        if (!existsSync(join(repository, file))) return true;
        return anchor !== undefined && !anchorsOf(file).includes(anchor);
      });
      assert.deepEqual(dead, []);
    });
  }
});
