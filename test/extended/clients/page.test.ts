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

  const row = (section: string, text: string) => page.locator(`#${section} tbody tr`, { hasText: text });
  const call = (path: string, init?: RequestInit) => fetch(`${fake().endpoint}${path}`, init);

  it("shows a new job and each of its states", async () => {
    const body = JSON.stringify({
      displayName: "nightly",
      pipelineSpec: {},
      runtimeConfig: { gcsOutputDirectory: "gs://b" },
    });
    await call(`${parent}/pipelineJobs?pipelineJobId=a`, { method: "POST", body });
    const job = row("jobs", "nightly");
    await job.filter({ hasText: "Running" }).waitFor();
    await call(`${parent}/pipelineJobs/a:cancel`, { method: "POST" });
    await job.filter({ hasText: "Cancelled" }).waitFor();
    assert.deepEqual(complaints, []);
  });

  it("shows schedules", async () => {
    fake().addSchedule({ ...PLACE, scheduleId: "1", cron: "0 3 * * *" });
    await row("schedules", "0 3 * * *").filter({ hasText: "Active" }).waitFor();
  });

  it("shows the newest requests first and excludes its own requests", async () => {
    await call(`${parent}/pipelineJobs`);
    await row("requests", "/v1/projects/p/locations/us-central1/pipelineJobs").filter({ hasText: "200" }).waitFor();
    await call(`${parent}/pipelineJobs/b`);
    await row("requests", "/pipelineJobs/b").filter({ hasText: "404" }).waitFor();
    const paths = await page.locator("#requests tbody .path").allTextContents();
    assert.deepEqual(paths, [`/v1/${parent}/pipelineJobs/b`, `/v1/${parent}/pipelineJobs`]);
  });

  it("shows names as plain text and runs no script in them", async () => {
    const displayName = `<img src=x onerror="document.title = 'hacked'">`;
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", displayName });
    await row("jobs", displayName).waitFor();
    assert.equal(await page.title(), "fake-vertex-ai");
    assert.equal(await page.locator("img").count(), 0);
  });

  it("filters jobs by what is typed, and by a state that is clicked", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", labels: { team: "blue" } });
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "b", state: "PIPELINE_STATE_FAILED" });
    await row("jobs", "b").filter({ hasText: "Failed" }).waitFor();
    await page.getByLabel("Filter").fill("team=blue");
    await row("jobs", "Failed").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Failed 1" }).click();
    await row("jobs", "Running").waitFor({ state: "detached" });
    assert.equal(await page.getByLabel("Filter").inputValue(), "failed");
    await page.getByRole("button", { name: "Failed 1" }).click();
    await row("jobs", "Running").waitFor();
  });

  it("opens a job by keyboard, follows it, and gives the focus back", async () => {
    const displayName = "nightly";
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", displayName, pipelineSpec: { root: 7 } });
    await page.getByRole("button", { name: "nightly", exact: true }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "nightly" });
    await dialog.getByText('"root": 7').waitFor();
    fake().setPipelineJobState(name, "PIPELINE_STATE_FAILED");
    await dialog.getByText('"state": "PIPELINE_STATE_FAILED"').waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.equal(await page.evaluate("document.activeElement.textContent"), "nightly");
    assert.deepEqual(complaints, []);
  });

  it("shows in an opened job that it was removed", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    await page.getByRole("button", { name: "a", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "a" });
    await dialog.getByRole("button", { name: "Fail a" }).waitFor();
    fake().removePipelineJob(name);
    await dialog.getByText("The job does not exist.").waitFor();
    assert.equal(await dialog.getByRole("button").count(), 1);
  });

  it("cancels, finishes, and fails jobs, and says so", async () => {
    for (const [id, button, message, state] of [
      ["a", "Cancel", "The fake has accepted the cancellation.", "Cancelled"],
      ["b", "Finish", "The job has succeeded.", "Succeeded"],
      ["c", "Fail", "The job has failed.", "Failed"],
    ] as const) {
      fake().addCustomJob({ ...PLACE, customJobId: id, displayName: `job ${id}` });
      await page.getByRole("button", { name: `${button} job ${id}` }).click();
      await page.getByRole("status").getByText(message).waitFor();
      await row("jobs", `job ${id}`).filter({ hasText: state }).waitFor();
    }
    assert.deepEqual(fake().requests, []);
  });

  it("says so when a job has ended before its button is pressed", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    const button = page.getByRole("button", { name: "Finish a" });
    await button.waitFor();
    await page.route("**/_fake/state*", (route) => route.abort());
    fake().setPipelineJobState(name, "PIPELINE_STATE_FAILED");
    await button.click();
    await page.getByText("is in state PIPELINE_STATE_FAILED and cannot be finished.").first().waitFor();
  });

  it("keeps typed text, focus, and selection while it refreshes", async () => {
    const name = fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", displayName: "nightly" });
    await page.getByLabel("Search").fill("GET");
    const cancel = page.getByRole("button", { name: "Cancel nightly" });
    await cancel.focus();
    await page.evaluate(`getSelection().selectAllChildren(document.querySelector("#job-table .open"))`);
    await call(`${parent}/pipelineJobs`);
    await row("requests", "GET").waitFor();
    await call(`${parent}/pipelineJobs`);
    await row("requests", "GET").nth(1).waitFor();
    assert.equal(await page.evaluate("getSelection().toString()"), "nightly");
    assert.equal(await page.evaluate("document.activeElement.dataset.action"), "cancel");
    assert.equal(await page.getByLabel("Search").inputValue(), "GET");
    fake().setPipelineJobState(name, "PIPELINE_STATE_SUCCEEDED");
    await cancel.waitFor({ state: "detached" });
    assert.equal(await page.evaluate("document.activeElement.textContent"), "nightly");
  });

  it("has no line that is wider than a screen of 400 pixels, and shows states there", async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    const long = "x".repeat(128);
    fake().addPipelineJob({ ...PLACE, pipelineJobId: `a${long}`, displayName: long, labels: { [long]: long } });
    fake().addSchedule({ ...PLACE, scheduleId: "1", displayName: long });
    await call(`${parent}/pipelineJobs?filter=${long}`);
    await row("requests", long).waitFor();
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 400);
    const box = await row("jobs", long).getByText("Running").boundingBox();
    assert.ok(box !== null && box.x + box.width <= 400);
  });

  it("shows a message when the fake has stopped", async () => {
    await page.locator("#now").filter({ hasText: "UTC" }).waitFor();
    assert.equal(await page.getByRole("alert").filter({ visible: true }).count(), 0);
    await fake().stop();
    await page.getByText("The fake has stopped.").first().waitFor();
  });
});
