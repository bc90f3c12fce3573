import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { printedMessages, sentencesOf } from "../support/printedMessages";
import { repository } from "../support/repository";

/** The sentences of each message that the page explains, less those that are Pulumi's. */
function explained(): string[][] {
  const page = readFileSync(join(repository, "docs", "troubleshooting.md"), "utf8").split(/^## Pulumi's own/m)[0] ?? "";
  const firstCells = [...page.matchAll(/^\| (`.*?`) \| /gm)].map(([, cell]) => cell ?? "");
  return firstCells.flatMap((cell) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, message]) => sentencesOf(String(message))),
  );
}

const has = (sentences: readonly string[], part: string) => sentences.some((sentence) => sentence.includes(part));

describe("docs/troubleshooting.md", function () {
  this.timeout(30_000).slow(5_000);

  it("explains every message that the package prints", () => {
    const entries = explained();
    const isExplained = (parts: readonly string[]) =>
      entries.some((sentences) => parts.every((part) => has(sentences, part)));
    const missing = printedMessages().filter(({ parts }) => !isExplained(parts));
    assert.deepEqual(
      missing.map(({ place, parts }) => `${place}: ${parts.join(" … ")}`),
      [],
    );
  });

  it("explains no message that nothing prints", () => {
    const parts = printedMessages().flatMap((message) => message.parts);
    const unknown = explained().filter(
      (sentences) => sentences.length > 0 && !parts.some((part) => has(sentences, part)),
    );
    assert.deepEqual(unknown, []);
  });
});
