import assert from "node:assert/strict";
import { useFake } from "../useFake";

describe("FakeVertexAi page files", () => {
  const under = useFake();
  const files = ["/", "/_fake/style.css", "/_fake/main.mjs"];

  it("are HTML, a style, and scripts", async () => {
    const types = await Promise.all(files.map(async (file) => (await under.get(file)).contentType));
    assert.deepEqual(
      types,
      ["html", "css", "javascript"].map((type) => `text/${type}; charset=UTF-8`),
    );
  });

  it("load nothing from elsewhere, and nothing is inline", async () => {
    const { text } = await under.get("/");
    const loaded = [...text.matchAll(/(?:src|href)="([^#].*?)"/g)].map(([, url]) => url);
    assert.deepEqual(loaded, ["data:,", "/_fake/style.css", "/_fake/main.mjs"]);
    assert.doesNotMatch(text, /<style| style=| on\w+=|<script[^>]*>[^<]/);
    assert.doesNotMatch((await under.get("/_fake/style.css")).text, /@import|url\(/);
  });

  it("have each script that another one imports", async () => {
    const { text } = await under.get("/_fake/main.mjs");
    const imported = [...text.matchAll(/^import .* from "\.\/(.*)"/gm)].map(([, script]) => script);
    assert.ok(imported.length > 0);
    for (const script of imported) assert.equal((await under.get(`/_fake/${script}`)).status, 200, script);
  });

  it("carry a policy that runs no inline code and shows the page in no frame", async () => {
    for (const path of [...files, "/_fake/state", "/_fake/none"]) {
      const { headers } = await fetch(`${under.fake.url}${path}`);
      const policy = headers.get("content-security-policy") ?? "";
      assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';.* frame-ancestors 'none'$/);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
    }
  });

  for (const path of ["/_fake/none", "/_fake/none.mjs", "/_fake/tsconfig.json", "/_fake/..%2Fpage.mjs", "/_fake/"]) {
    it(`answer 404 for ${path}`, async () => {
      assert.equal((await under.get(path)).status, 404);
    });
  }
});
