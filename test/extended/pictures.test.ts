import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { repository } from "../support/repository";
import { runCommand } from "../support/runCommand";
import { startChromium } from "./clients/chromium";

/** An expression of the page. */
const VISIBLE_TEXT = `[...document.querySelectorAll("g.s")]
  .filter((screen) => getComputedStyle(screen).opacity === "1")
  .map(({ textContent }) => textContent)
  .join("")`;

describe("the picture of the README", function () {
  this.timeout(120_000).slow(60_000);
  const folder = mkdtempSync(join(tmpdir(), "pictures-"));
  let browser: Browser;

  before(async () => {
    browser = await startChromium();
  });
  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** What can be seen of a picture where nothing moves. */
  const seen = async (picture: string) => {
    const page = await browser.newPage({ reducedMotion: "reduce" });
    await page.goto(pathToFileURL(picture).href);
    const text = await page.evaluate<string>(VISIBLE_TEXT);
    await page.close();
    return text;
  };

  it("can be drawn again from a new run", async () => {
    const picture = join(folder, "up.svg");
    await runCommand("node", [join(repository, "scripts", "pictures.mjs"), picture], repository);
    assert.match(await seen(picture), /JobSweep\s+strays\s+creating.*\d+ of 30 stopped, \d+ cancelling/s);
  });

  it("shows the progress of a sweep when the browser reduces motion", async () => {
    const text = await seen(join(repository, "docs", "pictures", "up.svg"));
    assert.match(text, /^\s*\$ pulumi up/);
    assert.match(text, /\d+ of 30 stopped, \d+ cancelling/);
  });
});
