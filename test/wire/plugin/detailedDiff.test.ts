import assert from "node:assert/strict";
import type { ResourceType } from "../../support/adapters";
import { type Properties, secret, UNKNOWN } from "../../support/wireProperties";
import { withFake } from "../../support/withFake";
import { withPlugin } from "../../support/withPlugin";

const SELECTOR = { labels: { env: "dev" } };
const DONE = { matched: 1, cancelled: 1, completed: 0, activeJobs: [] };
const STOPPED = { outcome: "CANCELLED", state: "PIPELINE_STATE_CANCELLED", activeChildJobs: [] };
const NAME = "projects/p/locations/us-central1/pipelineJobs/a";

describe("the diff of the plugin", function () {
  this.timeout(30_000);
  this.slow(5_000);
  const run = withPlugin(withFake());

  async function differ(type: ResourceType, before: Properties, facts: Properties, after: Properties) {
    const provider = run().about(type);
    const { inputs: olds, failures } = await provider.check({}, before);
    assert.deepEqual(failures, []);
    const { inputs: news } = await provider.check(olds, after);
    return provider.detailedDiff("id", { ...olds, ...facts }, news);
  }
  const sweep = (before: Properties, after: Properties, facts: Properties = DONE) =>
    differ("JobSweep", { selector: SELECTOR, ...before }, facts, { selector: SELECTOR, ...after });
  const cancellation = (before: Properties, after: Properties, facts: Properties = STOPPED) =>
    differ("PipelineJobCancellation", before, facts, after);

  const rows: [title: string, before: Properties, after: Properties, paths: Properties][] = [
    ["a nested value", {}, { selector: { labels: { env: "qa" } } }, { "selector.labels.env": "UPDATE" }],
    [
      "what is added to an object and removed from it",
      {},
      { selector: { labels: { team: "a" } } },
      { "selector.labels.env": "DELETE", "selector.labels.team": "ADD" },
    ],
    [
      "an entry of a list",
      { regions: ["us-central1", "us-east1"] },
      { regions: ["us-central1", "europe-west4", "us-west1"] },
      { "regions[1]": "UPDATE", "regions[2]": "ADD" },
    ],
    ["an input that is added", {}, { exclude: { labels: { keep: "*" } } }, { exclude: "ADD" }],
    ["an input that is removed", { triggers: ["1"] }, {}, { triggers: "DELETE" }],
    ["a default that is overridden", {}, { maxJobs: 5 }, { maxJobs: "UPDATE" }],
    [
      "keys with dots, quotes, and brackets",
      { triggers: [{ "a.b": 1, 'c"d': 1, "e[0]": 1 }] },
      { triggers: [{ "a.b": 2, 'c"d': 2, "e[0]": 2 }] },
      { 'triggers[0]["a.b"]': "UPDATE", 'triggers[0]["c\\"d"]': "UPDATE", 'triggers[0]["e[0]"]': "UPDATE" },
    ],
    [
      "a connection as a whole, however its settings change",
      { connection: { requestReason: "a" } },
      { connection: { requestReason: "b", billingProject: "b" } },
      { connection: "UPDATE" },
    ],
    ["a connection that is added", {}, { connection: { requestReason: "a" } }, { connection: "ADD" }],
    ["a connection that is removed", { connection: { requestReason: "a" } }, {}, { connection: "DELETE" }],
    ["an input that is not known yet", {}, { maxJobs: UNKNOWN }, { maxJobs: "UPDATE" }],
    [
      "what a selector that is not known yet may name",
      {},
      { selector: UNKNOWN },
      { selector: "UPDATE", project: "UPDATE", regions: "UPDATE" },
    ],
    [
      "a part that is not known yet",
      {},
      { selector: { labels: { env: UNKNOWN } } },
      { "selector.labels.env": "UPDATE" },
    ],
    [
      "a secret where it has changed",
      {},
      { selector: { labels: { env: secret("qa") } } },
      { "selector.labels.env": "UPDATE" },
    ],
    ["the project, which replaces the sweep", {}, { project: "q" }, { project: "UPDATE_REPLACE" }],
  ];
  for (const [title, before, after, paths] of rows) {
    it(`shows ${title}`, async () => {
      const diff = await sweep(before, after);
      assert.equal(diff.changes, true);
      assert.deepEqual(diff.paths, paths);
      assert.deepEqual(
        diff.diffs.sort(),
        [...new Set(Object.keys(paths).map((path) => /^\w+/.exec(path)?.[0]))].sort(),
      );
    });
  }

  it("shows every part of another job's name as a replacement", async () => {
    const diff = await cancellation({ name: NAME }, { name: NAME.replace("us-central1", "us-east1") });
    assert.deepEqual(diff.replaces.sort(), ["name", "region"]);
    assert.deepEqual(diff.paths, { name: "UPDATE_REPLACE", region: "UPDATE_REPLACE" });
  });

  it("shows all parts of a name that is not known yet as a replacement", async () => {
    const diff = await cancellation({ name: NAME }, { name: UNKNOWN });
    const parts = ["name", "pipelineJobId", "project", "region"];
    assert.deepEqual(diff.replaces.sort(), parts);
    assert.deepEqual(diff.paths, Object.fromEntries(parts.map((part) => [part, "UPDATE_REPLACE"])));
  });

  it("shows the state that is wanted when no input has changed and the job is not known to have stopped", async () => {
    const facts = { state: "PIPELINE_STATE_RUNNING", desiredState: "ACTIVE: PIPELINE_STATE_RUNNING" };
    const diff = await cancellation({ name: NAME }, { name: NAME }, facts);
    assert.deepEqual([diff.changes, diff.paths], [true, { desiredState: "UPDATE" }]);
  });

  it("shows nothing when nothing has changed, nor when an access token alone has", async () => {
    const connection = (accessToken: string) => ({ connection: { accessToken } });
    for (const diff of [await sweep({}, {}), await sweep(connection("a"), connection("b"))]) {
      assert.deepEqual([diff.changes, diff.diffs, diff.paths], [false, [], {}]);
    }
  });

  it("shows no change when ignoreChanges keeps all inputs", async () => {
    const provider = run().about("JobSweep");
    const { inputs: olds } = await provider.check({}, { selector: SELECTOR });
    const { inputs: news, failures } = await provider.check(olds, olds);
    assert.deepEqual(failures, []);
    assert.equal((await provider.detailedDiff("id", { ...olds, ...DONE }, news)).changes, false);
  });
});
