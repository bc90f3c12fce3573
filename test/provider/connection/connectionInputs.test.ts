import assert from "node:assert/strict";
import { vertexAiOf } from "../../../src/provider/connection/sharedVertexAi";
import type { CancellationOutputs } from "../../../src/provider/jobCancellation/outputs";
import type { SweepOutputs } from "../../../src/provider/jobSweep/outputs";
import { diffCancellation as diff, diffSweep } from "../../support/checkAndDiff";
import { settingsOf } from "../../support/resourceDriver";

describe("diff of connection settings", () => {
  const cancellation = { cancelOn: ["delete"], outcome: "DEFERRED" } as unknown as CancellationOutputs;
  const sweep = { project: "p", cancelOn: ["delete"], matched: 0 } as unknown as SweepOutputs;
  const isChange = (before: object, after: object) => {
    const [one, other] = [
      diff({ ...cancellation, ...before }, { ...cancellation, ...after }),
      diffSweep({ ...sweep, ...before }, { ...sweep, ...after }),
    ];
    assert.deepEqual(one, other);
    return one.changes;
  };

  for (const key of ["connection", "gcpProvider"]) {
    it(`finds every change except a new access token in ${key}`, () => {
      assert.equal(isChange({ [key]: { credentials: "a" } }, { [key]: { credentials: "b" } }), true);
      assert.equal(isChange({}, { [key]: { requestReason: "a" } }), true);
      assert.equal(isChange({ [key]: { requestReason: "a" } }, {}), true);
      const tokens = ["a", "b"].map((accessToken) => ({ [key]: { accessToken, requestReason: "r" } }));
      assert.equal(isChange(tokens[0] ?? {}, tokens[1] ?? {}), false);
    });
  }
});

describe("vertexAiOf", () => {
  const options = { signal: new AbortController().signal };
  const at = (config: Record<string, string>) => vertexAiOf(settingsOf({ "gcp:accessToken": "t", ...config }), options);

  it("returns the same client for the same identity and connection", () => {
    assert.equal(at({}), at({}));
    assert.notEqual(at({}), at({ "gcp:requestReason": "r" }));
    assert.notEqual(at({}), at({ "gcp:accessToken": "u" }));
  });

  it("returns a separate client when an access token has a fallback", () => {
    const onFallback = () => {};
    const settings = settingsOf({ "gcp:accessToken": "t" });
    assert.notEqual(vertexAiOf(settings, { ...options, onFallback }), at({}));
    const key = settingsOf({}, { GOOGLE_OAUTH_ACCESS_TOKEN: "t" });
    assert.equal(vertexAiOf(key, { ...options, onFallback }), vertexAiOf(key, options));
  });
});
