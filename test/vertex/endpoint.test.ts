import assert from "node:assert/strict";
import { DEFAULT_ENDPOINT, endpointOf, isEndpoint } from "../../src/vertex/endpoint";

describe("endpoint", () => {
  it("is the region's own host", () => {
    assert.equal(endpointOf(DEFAULT_ENDPOINT, "us-central1"), "https://us-central1-aiplatform.googleapis.com/v1/");
  });

  it("may be another host with version and trailing slash", () => {
    assert.equal(isEndpoint("http://127.0.0.1:8080/v1/"), true);
    assert.equal(isEndpoint("https://{{region}}-aiplatform-psc.p.googleapis.com/v1beta1/"), true);
  });

  it("may not lack a scheme, a version or the trailing slash", () => {
    for (const text of [
      "127.0.0.1:8080/v1/",
      "http://127.0.0.1:8080/",
      "http://127.0.0.1:8080/v1",
      "http:///v1/",
      "",
    ]) {
      assert.equal(isEndpoint(text), false, text);
    }
  });
});
