import assert from "node:assert/strict";
import { describeInputFailure } from "../../../src/messages/failure";
import { CUSTOM_JOBS, PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { checkSelector } from "../../../src/vertex/selection/checkSelector";
import { hasConditions, toSelector } from "../../../src/vertex/selection/selector";

const UNKNOWN = Symbol("unknown");
const isUnknown = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Object.values(value).some(isUnknown) : value === UNKNOWN;

/** The failures as sentences. */
const failures = (value: unknown, path: "selector" | "exclude" = "selector", kind = PIPELINE_JOBS) =>
  checkSelector(value, path, isUnknown, [kind]).map(describeInputFailure);

const NAME = "projects/p/locations/us-central1/pipelineJobs/a";
const SCHEDULE = "projects/p/locations/us-central1/schedules/9";

const EVERYTHING = {
  labels: { env: "prod", team: "*", none: "" },
  displayName: "nightly*",
  pipelineName: "train",
  templateUri: "https://kfp.pkg.dev/p/r/train/v1",
  scheduleName: SCHEDULE,
  serviceAccount: "a@p.iam.gserviceaccount.com",
  states: ["PIPELINE_STATE_RUNNING", "PIPELINE_STATE_SUCCEEDED"],
  createdAfter: "2026-01-01T00:00:00Z",
  createdBefore: "2026-01-02T00:00:00+01:00",
  olderThan: "6h",
};

describe("checkSelector", () => {
  it("refuses a condition that the job kind does not have, and names it", () => {
    for (const condition of ["pipelineName", "templateUri", "scheduleName"]) {
      for (const path of ["selector", "exclude"] as const) {
        assert.deepEqual(failures({ labels: { env: "a" }, [condition]: "x" }, path, CUSTOM_JOBS), [
          `${path}.${condition} is a condition that customJobs do not have; pipelineJobs have it`,
        ]);
      }
    }
    assert.deepEqual(
      failures({ labels: { env: "a" }, serviceAccount: "a@b", olderThan: "1h" }, "selector", CUSTOM_JOBS),
      [],
    );
  });

  it("accepts valid selectors and exclusions", () => {
    assert.deepEqual(
      failures({ ...EVERYTHING, filter: 'display_name="(" OR pipeline_name="it\'s"', allJobs: false }),
      [],
    );
    assert.deepEqual(failures({ names: [NAME], labels: null }), []);
    assert.deepEqual(failures({ allJobs: true, filter: undefined }), []);
    assert.deepEqual(failures(EVERYTHING, "exclude"), []);
    assert.deepEqual(failures({ names: [NAME] }, "exclude"), []);
    assert.deepEqual(failures(undefined, "exclude"), []);
  });

  for (const [value, expected] of [
    [undefined, /^selector must have a condition, or allJobs: true to select every job$/],
    [{}, /^selector must have a condition/],
    [{ labels: null, allJobs: false }, /^selector must have a condition/],
    ["all", /^selector must be an object/],
    [[], /^selector must be an object/],
    [{ names: [] }, /^selector\.names must be a non-empty list of full names/],
    [{ names: NAME }, /^selector\.names must be a non-empty list/],
    [{ names: [NAME, "a"] }, /^selector\.names\[1\] must have the form projects\/\{project\}/],
    [{ names: [3] }, /^selector\.names\[0\] must be a string$/],
    [
      { names: [NAME], states: ["PIPELINE_STATE_RUNNING"] },
      /^selector\.names can't be given together with selector\.states$/,
    ],
    [{ allJobs: true, labels: { a: "b" } }, /^selector\.allJobs can't be given together with selector\.labels$/],
    [{ allJobs: "yes" }, /^selector\.allJobs must be true or false$/],
    [{ labels: {} }, /^selector\.labels must have at least one label/],
    [{ labels: { a: undefined } }, /^selector\.labels must have at least one label/],
    [{ labels: ["env"] }, /^selector\.labels must have at least one label/],
    [{ labels: { env: 3 } }, /^selector\.labels\.env must be a string$/],
    [{ labels: { env: null } }, /^selector\.labels\.env has no value: "\*" stands for any$/],
    [{ labels: { env: "prod-*" } }, /^selector\.labels\.env can't have a wildcard/],
    [{ labels: { é: 3 } }, /^selector\.labels\["é"\] must be a string$/],
    [{ displayName: "" }, /^selector\.displayName must not be empty$/],
    [{ displayName: "**" }, /^selector\.displayName must have more than asterisks/],
    [{ displayName: 3 }, /^selector\.displayName must be a string$/],
    [{ pipelineName: "train*" }, /^selector\.pipelineName can't have wildcards: only displayName can$/],
    [{ templateUri: "" }, /^selector\.templateUri must not be empty$/],
    [{ scheduleName: "9" }, /^selector\.scheduleName must have the form/],
    [{ scheduleName: `${SCHEDULE} OR x` }, /^selector\.scheduleName must have the form/],
    [{ serviceAccount: {} }, /^selector\.serviceAccount must be a string$/],
    [{ states: [] }, /^selector\.states must be a non-empty list of states$/],
    [{ states: ["RUNNING"] }, /^selector\.states\[0\] must be one of PIPELINE_STATE_QUEUED, /],
    [{ createdBefore: "yesterday" }, /^selector\.createdBefore must be an RFC 3339 time/],
    [{ createdAfter: "2026-02-30T00:00:00Z" }, /^selector\.createdAfter must be an RFC 3339 time/],
    [{ olderThan: "soon" }, /^selector\.olderThan must be a duration/],
    [{ olderThan: "0h" }, /^selector\.olderThan must be a duration of more than zero/],
    [{ olderThan: 6 }, /^selector\.olderThan must be a string$/],
    [{ filter: " " }, /^selector\.filter must not be empty$/],
    [{ filter: "(a:* OR b:*" }, /^selector\.filter has a parenthesis that is never closed$/],
    [{ filter: "a:*) OR (b:*" }, /^selector\.filter closes a parenthesis at position 3 that it has not opened$/],
    [{ filter: 'a="b' }, /^selector\.filter has a quote \("\) that is never closed$/],
    [{ filter: 'a="\\"' }, /^selector\.filter has a quote/],
    [{ filter: "a='\"" }, /^selector\.filter has a quote \('\)/],
    [{ label: { env: "prod" } }, /^selector\.label is not a condition: there are names, labels, .*, filter, allJobs$/],
    [{ constructor: "x" }, /^selector\.constructor is not a condition/],
  ] as const) {
    it(`refuses ${JSON.stringify(value) ?? "nothing"}`, () => {
      const [first, ...others] = failures(value);
      assert.match(String(first), expected);
      assert.deepEqual(others, []);
    });
  }

  const RULE = "must have only lowercase letters, digits, _ and -, at most 63 of them";
  const asKey = `${RULE}, and begin with a letter, to be the key of a label`;
  for (const path of ["selector", "exclude"] as const) {
    for (const [value, suggestion] of [
      ["PR-7", "pr-7"],
      ["v1.2", "v1-2"],
      ["Feature/ABC 1", "feature-abc-1"],
      ["a@b", "a-b"],
      ["É", "é"],
      ["𝐀", "-"],
      ["x".repeat(64), "x".repeat(63)],
      ["\u0000", "-"],
    ]) {
      it(`refuses the label value ${JSON.stringify(value)} in ${path}, which no job can have`, () => {
        assert.deepEqual(failures({ labels: { env: value } }, path), [
          `${path}.labels.env ${RULE}, to be the value of a label: write ${JSON.stringify(suggestion)}`,
        ]);
      });
    }

    for (const [key, suggestion] of [
      ["Env", "env"],
      ["a.b", "a-b"],
      ["1a", "a"],
      ["-a", "a"],
      ["k".repeat(64), "k".repeat(63)],
    ] as const) {
      it(`refuses the label key ${JSON.stringify(key)} in ${path}, which no job can have`, () => {
        const [failure, ...others] = failures({ labels: { [key]: "*" } }, path);
        assert.deepEqual(others, []);
        assert.ok(failure?.endsWith(`${asKey}: write ${JSON.stringify(suggestion)}`), failure);
      });
    }

    it(`refuses label keys in ${path} for which it has no suggestion`, () => {
      assert.deepEqual(failures({ labels: { "": "a", "1": "a" } }, path), [
        `${path}.labels["1"] ${asKey}`,
        `${path}.labels[""] ${asKey}`,
      ]);
    });

    it(`accepts every label that a job can have in ${path}`, () => {
      const labels = {
        env: "",
        "cost-center_1": "pr-7",
        a: "1",
        größe: "ß-é_1",
        日本語: "プロジェクト",
        हिन्दी: "क्षेत्र",
        x: "x".repeat(63),
        ["k".repeat(63)]: "*",
        y: "𝒶".repeat(63),
      };
      assert.deepEqual(failures({ labels }, path), []);
    });
  }

  for (const createdAfter of ["2026-01-02T00:00:00.001Z", "2026-01-02T00:00:00Z"]) {
    it(`refuses createdAfter ${createdAfter} together with createdBefore 2026-01-02T00:00:00Z`, () => {
      assert.deepEqual(failures({ createdAfter, createdBefore: "2026-01-02T00:00:00Z" }), [
        "selector.createdAfter must be earlier than selector.createdBefore",
      ]);
    });
  }

  it("refuses allJobs and an empty condition in an exclusion", () => {
    assert.deepEqual(failures({ filter: "a:*" }, "exclude"), []);
    assert.deepEqual(failures({ allJobs: true }, "exclude"), [
      "exclude.allJobs can't be used to exclude: it would leave no job",
    ]);
    assert.deepEqual(failures({}, "exclude"), ["exclude must have a condition: leave it out to exclude nothing"]);
    assert.match(String(failures({ x: 1 }, "exclude")), /there are names, labels, .*, filter$/);
  });

  it("reports all failures at once", () => {
    const properties = checkSelector(
      { names: ["a", "b"], labels: { a: 1, b: 2 }, olderThan: "soon", filter: "(", nonsense: 1 },
      "selector",
      isUnknown,
      [PIPELINE_JOBS],
    ).map(({ property }) => property);
    assert.deepEqual(properties, [
      "selector.names[0]",
      "selector.names[1]",
      "selector.labels.a",
      "selector.labels.b",
      "selector.olderThan",
      "selector.filter",
      "selector.nonsense",
      "selector.names",
    ]);
  });

  it("accepts values that are not known yet, and checks the other values", () => {
    assert.deepEqual(failures(UNKNOWN), []);
    for (const field of [...Object.keys(EVERYTHING), "filter", "allJobs", "names"]) {
      assert.deepEqual(failures({ [field]: UNKNOWN }), [], field);
    }
    assert.deepEqual(failures({ names: [UNKNOWN, "a"] }).length, 1);
    assert.deepEqual(failures({ labels: { a: UNKNOWN, b: 3 } }), ["selector.labels.b must be a string"]);
    assert.deepEqual(failures({ createdAfter: UNKNOWN, createdBefore: "2026-01-02T00:00:00Z" }), []);
    assert.deepEqual(failures({ allJobs: UNKNOWN, labels: { a: "b" } }), []);
  });
});

describe("toSelector", () => {
  it("keeps the fields that are set", () => {
    const selector = toSelector({ labels: { a: "b" }, states: null, filter: undefined });
    assert.deepEqual(selector, { labels: { a: "b" } });
    assert.ok(hasConditions(selector));
    assert.ok(!hasConditions({ allJobs: true }));
  });
});
