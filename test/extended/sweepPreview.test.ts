import assert from "node:assert/strict";
import { join } from "node:path";
import { JobSweep } from "../../src";
import { Infrastructure } from "../support/infrastructure";
import { activeIds, addJobs } from "../support/sweepJobs";
import { calls } from "../support/withFake";
import { withStack } from "../support/withStack";

const LABELS = { environment: "pr-7" };

describe("the preview of a JobSweep with unknown jobs", function () {
  this.timeout(120_000);
  const { fake, stack } = withStack();

  before(() => void addJobs(fake(), { prefix: "job", count: 3, labels: LABELS }));
  beforeEach(() => fake().clearRequests());

  it("reports the reason in one line and continues when an input is unknown", async () => {
    stack().program = async () => {
      const environment = new Infrastructure("environment", `${fake().url}/environment`);
      new JobSweep("sweep", { selector: { labels: { environment: environment.id.apply(() => "pr-7") } } });
    };
    const run = await stack().preview();
    assert.deepEqual(run.steps, ["create environment", "create sweep"]);
    assert.deepEqual(run.messages("info"), ["which jobs would be stopped can't be told yet: an input is not known"]);
    assert.deepEqual(calls(fake()), []);
  });

  it("precedes an up that stops the jobs", async () => {
    await stack().up();
    assert.deepEqual(activeIds(fake()), []);
    assert.deepEqual((await stack().up()).changes, { same: 3 });
  });

  for (const [when, reason, bringAbout] of [
    [
      "the API is unreachable",
      /ECONNREFUSED/,
      () => stack().configure({ "gcp:vertexAiCustomEndpoint": "http://127.0.0.1:9/v1/" }),
    ],
    [
      "the credentials file is missing",
      /GOOGLE_APPLICATION_CREDENTIALS/,
      async () => {
        await stack().unconfigure("gcp:accessToken");
        stack().setVariable("GOOGLE_APPLICATION_CREDENTIALS", join(stack().projectFolder, "not-there.json"));
      },
    ],
  ] as const) {
    it(`reports the reason in one line and continues when ${when}`, async () => {
      await bringAbout();
      stack().program = async () => {
        new JobSweep("next", { selector: { labels: LABELS } });
      };
      const run = await stack().preview();
      assert.deepEqual(run.steps, ["create next", "delete sweep", "delete environment"]);
      const [told = "", ...others] = run.messages("info");
      assert.deepEqual(others, []);
      assert.match(told, /^which jobs would be stopped can't be told: .*$/);
      assert.match(told, reason);
    });
  }
});
