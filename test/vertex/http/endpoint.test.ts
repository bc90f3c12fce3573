import assert from "node:assert/strict";
import { defaultEndpoint, endpointOf, isEndpoint, isPrivate } from "../../../src/vertex/http/endpoint";

describe("endpoint", () => {
  it("is on the region's own host by default", () => {
    assert.equal(endpointOf(defaultEndpoint(), "us-central1"), "https://us-central1-aiplatform.googleapis.com/v1/");
  });

  it("is on a host of the universe domain", () => {
    assert.equal(endpointOf(defaultEndpoint("u.example"), "r1"), "https://r1-aiplatform.u.example/v1/");
  });

  it("can be another host with a version and a trailing slash", () => {
    assert.equal(isEndpoint("http://127.0.0.1:8080/v1/"), true);
    assert.equal(isEndpoint("https://{{region}}-aiplatform-psc.p.googleapis.com/v1beta1/"), true);
  });

  it("must have a scheme, a version, and a trailing slash", () => {
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

  it("refuses a region that would change the host", () => {
    for (const region of ["evil.example/", "a@evil.example", "us-central1.evil.example", "", "US"]) {
      assert.throws(() => endpointOf(defaultEndpoint(), region), RangeError, region);
    }
  });

  it("is private if it uses TLS or is on this machine", () => {
    for (const url of [
      "https://example.com/v1/",
      "http://127.0.0.1:8080/v1/",
      "http://127.1.2.3/v1/",
      "http://localhost/v1/",
      "http://fake.localhost:1/v1/",
      "http://[::1]:8080/v1/",
    ]) {
      assert.equal(isPrivate(url), true, url);
    }
    for (const url of [
      "http://example.com/v1/",
      "http://127.0.0.1.example.com/v1/",
      "http://localhost.example.com/v1/",
      "http://127.0.0.1@example.com/v1/",
      "http://127.0.0.1:80@example.com/v1/",
      "ftp://127.0.0.1/v1/",
      "http://10.0.0.1/v1/",
    ]) {
      assert.equal(isPrivate(url), false, url);
    }
  });
});
