import assert from "node:assert/strict";
import { changedPaths, changedProperties } from "../../src/provider/changedPaths";
import type { CommonInputs } from "../../src/provider/commonInputs";
import { JOB_SWEEP } from "../../src/provider/jobSweep/definition";
import { checkSweep } from "../support/checkAndDiff";
import { settingsOf } from "../support/resourceDriver";

const settings = settingsOf({ "gcp:project": "p", "gcp:region": "us-central1" });
const inputsOf = (args: object) =>
  checkSweep({}, { selector: { labels: { env: "dev" } }, ...args }, settings).inputs as unknown as CommonInputs;
const pathsOf = (olds: object, news: object, replaces: string[] = []) =>
  changedPaths(JOB_SWEEP.inputs, inputsOf(olds), inputsOf(news), replaces);

describe("the paths of changed inputs", () => {
  it("lead to each difference and say whether it was added, removed, or updated", () => {
    const [olds, news] = [{ triggers: ["a", { "b.c": 1 }] }, { selector: { labels: { team: "x" } }, triggers: ["z"] }];
    assert.deepEqual(
      pathsOf(olds, news).map(({ path, kind }) => [path, kind]),
      [
        ["selector.labels.env", "delete"],
        ["selector.labels.team", "add"],
        ["triggers[0]", "update"],
        ["triggers[1]", "delete"],
      ],
    );
  });

  it("have keys with other characters in brackets and quotes", () => {
    const [change] = pathsOf({ triggers: [{ 'a."b"': { "c d": 1 } }] }, { triggers: [{ 'a."b"': { "c d": 2 } }] });
    assert.equal(change?.path, 'triggers[0]["a.\\"b\\""]["c d"]');
  });

  it("replace the resource where the input does", () => {
    const changes = pathsOf({}, { project: "q", maxJobs: 5 }, ["project"]);
    assert.deepEqual(
      changes.map(({ path, isReplacement }) => [path, isReplacement]),
      [
        ["project", true],
        ["maxJobs", false],
      ],
    );
  });

  it("lead to no default that an older version has not recorded", () => {
    const { deleteStopped: _deleteStopped, ...older } = inputsOf({});
    const changes = changedPaths(JOB_SWEEP.inputs, older as CommonInputs, inputsOf({}), []);
    assert.deepEqual(changes, [{ path: "desiredState", kind: "update", isReplacement: false }]);
  });

  it("lead to a connection as a whole, and to none whose access token alone has changed", () => {
    const connection = (requestReason: string) => ({ connection: { requestReason, accessToken: requestReason } });
    assert.deepEqual(
      pathsOf(connection("a"), connection("b")).map(({ path }) => path),
      ["connection"],
    );
    const [a, b] = [{ connection: { accessToken: "a" } }, { connection: { accessToken: "b" } }];
    assert.deepEqual(
      pathsOf(a, b).map(({ path }) => path),
      ["desiredState"],
    );
  });
});

describe("properties that have changed", () => {
  it("are added, removed, or updated as a whole", () => {
    assert.deepEqual(
      changedProperties({ a: [1], b: 1, c: 1 }, { a: [2], c: 1, d: 1 }).map(({ path, kind }) => [path, kind]),
      [
        ["a", "update"],
        ["b", "delete"],
        ["d", "add"],
      ],
    );
  });
});
