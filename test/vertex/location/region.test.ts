import assert from "node:assert/strict";
import { render } from "../../../src/messages/render";
import { faultOfRegion } from "../../../src/vertex/location/region";

/** The words of a fault. */
const faultOf = (region: string) => {
  const fault = faultOfRegion(region);
  return fault && render(fault);
};

describe("faultOfRegion", () => {
  it("accepts regions in which jobs run, including regions of other clouds", () => {
    for (const region of ["us-central1", "europe-west12", "northamerica-northeast1", "u-germany-northeast1"]) {
      assert.equal(faultOf(region), undefined, region);
    }
  });

  const faults: Record<string, string> = {
    global: "is the global location: pipeline jobs run in a region such as us-central1",
    us: "is a multi-region: pipeline jobs run in a region such as us-central1",
    eu: "is a multi-region: pipeline jobs run in a region such as europe-west4",
    asia: "is a multi-region: pipeline jobs run in a region such as asia-northeast1",
    "us-central1-a": "is a zone: its region is us-central1",
    "europe-west12-c": "is a zone: its region is europe-west12",
  };
  for (const [region, fault] of Object.entries(faults)) {
    it(`explains what ${region} is`, () => assert.equal(faultOf(region), fault));
  }

  for (const text of [
    "",
    "constructor",
    "us-central",
    "US-CENTRAL1",
    "us-central1-",
    "us-central1\n",
    "evil.com/",
    "us_central1",
  ]) {
    it(`shows the expected form of a region for ${JSON.stringify(text)}`, () => {
      assert.equal(faultOf(text), "must look like us-central1");
    });
  }
});
