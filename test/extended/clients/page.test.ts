import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { PLACE, withFake } from "../../support/withFake";
import { startChromium } from "./chromium";

const parent = "projects/p/locations/us-central1";

describe("the page of the fake in Chromium", function () {
  this.timeout(120_000);
  const fake = withFake({ timeToCancelMs: 1_000 });
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  before(async () => {
    browser = await startChromium();
  });
  after(() => browser?.close());

  beforeEach(async () => {
    complaints = [];
    page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    page.on("pageerror", ({ message }) => complaints.push(message));
    await page.goto(fake().url);
  });
  afterEach(() => page.close());

  const row = (table: string, text: string) => page.locator(`#${table} tr`, { hasText: text });
  const call = (path: string, init?: RequestInit) => fetch(`${fake().endpoint}${path}`, init);

  it("shows a new job and each of its states", async () => {
    const body = JSON.stringify({
      displayName: "nightly",
      pipelineSpec: {},
      runtimeConfig: { gcsOutputDirectory: "gs://b" },
    });
    await call(`${parent}/pipelineJobs?pipelineJobId=a`, { method: "POST", body });
    const job = row("jobs", "/pipelineJobs/a");
    await job.filter({ hasText: "nightly" }).filter({ hasText: "PIPELINE_STATE_RUNNING" }).waitFor();
    await call(`${parent}/pipelineJobs/a:cancel`, { method: "POST" });
    await job.filter({ hasText: "PIPELINE_STATE_CANCELLED" }).waitFor();
    assert.deepEqual(complaints, []);
  });

  it("shows schedules", async () => {
    fake().addSchedule({ ...PLACE, scheduleId: "1", cron: "0 3 * * *" });
    await row("schedules", "/schedules/1").filter({ hasText: "0 3 * * *" }).filter({ hasText: "ACTIVE" }).waitFor();
  });

  it("shows the newest requests first and excludes its own requests", async () => {
    await call(`${parent}/pipelineJobs`);
    await row("requests", "/v1/projects/p/locations/us-central1/pipelineJobs").filter({ hasText: "200" }).waitFor();
    await call(`${parent}/pipelineJobs/b`);
    await row("requests", "/pipelineJobs/b").filter({ hasText: "404" }).waitFor();
    const paths = await page.locator("#requests tr td:nth-child(3)").allTextContents();
    assert.deepEqual(paths, [`/v1/${parent}/pipelineJobs/b`, `/v1/${parent}/pipelineJobs`]);
  });

  it("shows names as plain text and runs no script in them", async () => {
    const displayName = `<img src=x onerror="document.title = 'hacked'">`;
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", displayName });
    await row("jobs", displayName).waitFor();
    assert.equal(await page.title(), "fake-vertex-ai");
    assert.equal(await page.locator("img").count(), 0);
  });

  it("shows a message when the fake has stopped", async () => {
    await page.locator("#gone").waitFor({ state: "hidden" });
    await fake().stop();
    await page.getByText("The fake has stopped.").waitFor();
  });
});
