import assert from "node:assert/strict";
import { listInProgram } from "../../src/functions/listInProgram";
import { checkGuard } from "../../src/guard/checkGuard";
import { isUnknown } from "../../src/guard/unknownInputs";
import { render } from "../../src/messages/render";
import { checkCancellation, checkSweep } from "../support/checkAndDiff";
import { settingsOf } from "../support/resourceDriver";

const NO_REGIONS: Record<string, RegExp> = {
  "us-central1-a": /is a zone: its region is us-central1$/,
  eu: /is a multi-region: pipeline jobs run in a region such as europe-west4$/,
  us: /is a multi-region: pipeline jobs run in a region such as us-central1$/,
  global: /is the global location: pipeline jobs run in a region such as us-central1$/,
};

const nameIn = (region: string, collection = "pipelineJobs") => `projects/p/locations/${region}/${collection}/a`;
const selector = { labels: { env: "pr-7" } };

/** What is refused, and why. */
type Refusal = { readonly property: string; readonly reason: string };

/** Ways in which a region comes to a resource, and the property that is refused. */
const WAYS: Record<string, [property: string, check: (region: string) => readonly Refusal[]]> = {
  "a cancellation's region": ["region", (region) => cancellation({ pipelineJobId: "a", region })],
  "the full name of a cancellation": ["name", (region) => cancellation({ name: nameIn(region) })],
  "gcp:region of a cancellation": [
    "region",
    (region) => cancellation({ pipelineJobId: "a" }, { "gcp:region": region }),
  ],
  "the environment region of a cancellation": ["region", (region) => cancellation({ pipelineJobId: "a" }, {}, region)],
  "the provider region of a cancellation": [
    "region",
    (region) => cancellation({ pipelineJobId: "a", gcpProvider: { project: "p", region } }),
  ],
  "a sweep's regions": ["regions[1]", (region) => sweep({ selector, regions: ["us-east1", region] })],
  "the names of a sweep": [
    "selector.names[0]",
    (region) => sweep({ selector: { names: [nameIn(region)] }, regions: ["us-central1"] }),
  ],
  "the names that a sweep excludes": [
    "exclude.names[0]",
    (region) => sweep({ selector, exclude: { names: [nameIn(region)] }, regions: ["us-central1"] }),
  ],
  "the schedule of a sweep": [
    "selector.scheduleName",
    (region) => sweep({ selector: { scheduleName: nameIn(region, "schedules") }, regions: ["us-central1"] }),
  ],
  "gcp:region of a sweep": ["regions", (region) => sweep({ selector }, { "gcp:region": region })],
  "the environment region of a sweep": ["regions", (region) => sweep({ selector }, {}, region)],
  "a guard's regions": [
    "regions[0]",
    (region) => guard({ project: "p", regions: [region], selector, workflowRegion: "us-central1" }),
  ],
  "the names of a guard": [
    "selector.names[0]",
    (region) => guard({ project: "p", regions: ["us-east1"], selector: { names: [nameIn(region)] } }),
  ],
};

function guard(args: Readonly<Record<string, unknown>>): readonly Refusal[] {
  return checkGuard(args, isUnknown).map(({ property, reason }) => ({ property, reason: render(reason) }));
}

function cancellation(inputs: object, config = {}, region = ""): readonly Refusal[] {
  return checkCancellation({}, { ...inputs }, settingsOf({ "gcp:project": "p", ...config }, { GOOGLE_REGION: region }))
    .failures;
}

function sweep(inputs: object, config = {}, region = ""): readonly Refusal[] {
  return checkSweep({}, { ...inputs }, settingsOf({ "gcp:project": "p", ...config }, { GOOGLE_REGION: region }))
    .failures;
}

describe("the region check", () => {
  for (const [what, [property, check]] of Object.entries(WAYS)) {
    for (const [region, reason] of Object.entries(NO_REGIONS)) {
      it(`refuses ${region} as ${what}`, () => {
        const [failure, ...others] = check(region);
        assert.equal(failure?.property, property);
        assert.match(failure.reason, reason);
        assert.deepEqual(others, []);
      });
    }
  }

  it("refuses a zone in getJobs before any request", async () => {
    const config = { get: (key: string) => ({ "gcp:project": "p", "gcp:accessToken": "t" })[key] };
    await assert.rejects(listInProgram({ regions: ["us-central1-a"] }, config), {
      message: "getJobs: regions[0] is a zone: its region is us-central1",
    });
  });
});
