import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { PAGE, withCatalogue } from "../../scripts/troubleshootingPage";
import { sentencesOf, writtenMessages } from "../support/writtenMessages";

/** Errors of a caller inside the package, which no input can cause. */
const ASSERTIONS = ["src/vertex/http/endpoint.ts", "src/vertex/selection/creationBounds.ts"];

/** Places that cannot use the catalogue: the fake shares no code, and the stub is a text of its own. */
const APART = ["src/testing/", "src/resources/stub.ts"];

/** What the fake says in the service's name. */
const ANSWERS = ["src/testing/http/", "src/testing/listing/", "src/testing/methods/"];

const isAt = (places: readonly string[]) => (message: { place: string }) =>
  places.some((place) => message.place.startsWith(place));

/** The sentences of each message that the page explains. */
function explained(page: string): string[][] {
  const firstCells = [...page.matchAll(/^\| (`.*?`) \| /gm)].map(([, cell]) => cell ?? "");
  return firstCells.flatMap((cell) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, message]) => sentencesOf(String(message))),
  );
}

describe("docs/troubleshooting.md", function () {
  this.timeout(30_000).slow(5_000);
  const page = readFileSync(PAGE, "utf8");

  it("has the catalogue as it is now: if not, run npm run docs", () => {
    assert.equal(withCatalogue(page), page);
  });

  it("explains every message of the fake and of the stub", () => {
    const entries = explained(page);
    const has = (sentences: readonly string[], part: string) => sentences.some((one) => one.includes(part));
    const isExplained = (parts: readonly string[]) =>
      entries.some((sentences) => parts.every((part) => has(sentences, part)));
    const own = writtenMessages().filter((message) => isAt(APART)(message) && !isAt(ANSWERS)(message));
    const missing = own.filter(({ parts }) => !isExplained(parts));
    assert.deepEqual(missing, []);
  });
});

describe("an error of the package", function () {
  this.timeout(30_000).slow(5_000);

  it("takes its words from the catalogue", () => {
    const others = writtenMessages().filter((message) => !isAt([...APART, ...ASSERTIONS])(message));
    assert.deepEqual(others, []);
  });
});
