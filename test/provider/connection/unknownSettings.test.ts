import assert from "node:assert/strict";
import { UNKNOWN } from "../../../src/provider/unknown";
import { checkCancellation, checkSweep } from "../../support/checkAndDiff";
import { settingsOf } from "../../support/resourceDriver";

const CONFIG = { "gcp:project": "configured", "gcp:region": "us-central1" };
const ENV = { GOOGLE_PROJECT: "ambient", GOOGLE_REGION: "us-east1", GOOGLE_BILLING_PROJECT: "ambient" };

/** Where the resource looks, by what its check has left. */
type Checked = { project: unknown; region: unknown; defaults?: unknown; gcpProvider?: unknown };

for (const [type, check] of [
  [
    "PipelineJobCancellation",
    (olds: object, news: object) =>
      checkCancellation({ ...olds }, { pipelineJobId: "a", ...news }, settingsOf(CONFIG, ENV)),
  ],
  [
    "JobSweep",
    (olds: object, news: object) => {
      const given = { selector: { labels: { env: "pr-7" } }, ...news };
      const { inputs, failures } = checkSweep({ ...olds }, given, settingsOf(CONFIG, ENV));
      const regions: unknown = inputs.regions;
      return { inputs: { ...inputs, region: Array.isArray(regions) ? regions[0] : undefined }, failures };
    },
  ],
] as const) {
  describe(`${type} with unknown settings`, () => {
    const checked = (olds: object, news: object): Checked => {
      const { inputs, failures } = check(olds, news);
      assert.deepEqual(failures, []);
      return inputs as unknown as Checked;
    };
    const recorded = checked({}, { gcpProvider: { project: "theirs", region: "europe-west4", requestReason: "r" } });

    for (const [title, gcpProvider] of [
      ["a completely unknown Google provider", UNKNOWN],
      ["unknown settings of a Google provider", { project: UNKNOWN, region: UNKNOWN, accessToken: UNKNOWN }],
    ] as const) {
      it(`does not use config or environment in place of ${title}`, () => {
        const { project, region, defaults } = checked({}, { gcpProvider });
        assert.deepEqual([project, region], [UNKNOWN, UNKNOWN]);
        assert.deepEqual(Object.keys(Object(defaults)), ["project", "region"]);
      });
    }

    it("keeps recorded values in place of unknown settings", () => {
      const gcpProvider = { project: UNKNOWN, region: "europe-west4", requestReason: UNKNOWN, accessToken: UNKNOWN };
      assert.deepEqual(checked(recorded, { gcpProvider }), recorded);
    });

    it("uses known new settings together with unknown ones", () => {
      const gcpProvider = { project: "other", region: UNKNOWN, requestReason: "s" };
      const { project, region, ...rest } = checked(recorded, { gcpProvider });
      assert.deepEqual([project, region], ["other", "europe-west4"]);
      assert.deepEqual(rest.gcpProvider, { project: "other", region: "europe-west4", requestReason: "s" });
    });

    it("discards recorded values when the Google provider is completely unknown", () => {
      const { project, region } = checked(recorded, { gcpProvider: UNKNOWN });
      assert.deepEqual([project, region], [UNKNOWN, UNKNOWN]);
    });

    it("prefers an explicit project and region over unknown settings", () => {
      const explicit = { project: "explicit", region: "us-west1", regions: ["us-west1"] };
      const { region, regions, ...project } = explicit;
      const news = { ...project, ...(type === "JobSweep" ? { regions } : { region }), gcpProvider: UNKNOWN };
      const now = checked({}, news);
      assert.deepEqual([now.project, now.region, now.defaults], ["explicit", "us-west1", undefined]);
    });
  });
}
