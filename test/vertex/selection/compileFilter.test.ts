import assert from "node:assert/strict";
import { PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { compileFilter } from "../../../src/vertex/selection/compileFilter";
import type { Selector } from "../../../src/vertex/selection/selector";

const nowMs = Date.parse("2026-01-31T12:00:00Z");

/** Without the condition on the state, which has a test of its own. */
const compiled = (selector: Selector) => compileFilter(selector, { kind: PIPELINE_JOBS, nowMs, defaultStates: "any" });

describe("compileFilter", () => {
  it("selects jobs in non-terminal states, including unknown states, by default", () => {
    assert.equal(
      compileFilter({ allJobs: true }, { kind: PIPELINE_JOBS, nowMs }),
      'state!="PIPELINE_STATE_SUCCEEDED" AND state!="PIPELINE_STATE_FAILED" AND state!="PIPELINE_STATE_CANCELLED"',
    );
  });

  it("returns no filter for all jobs in any state", () => {
    assert.equal(compiled({ allJobs: true }), undefined);
  });

  for (const [what, selector, expected] of [
    [
      "states without duplicates",
      { states: ["PIPELINE_STATE_PAUSED", "PIPELINE_STATE_FAILED", "PIPELINE_STATE_PAUSED"] },
      '(state="PIPELINE_STATE_PAUSED" OR state="PIPELINE_STATE_FAILED")',
    ],
    ["a label's value", { labels: { env: "prod" } }, 'labels.env="prod"'],
    ["a label's presence", { labels: { "cost-center": "*" } }, "labels.cost-center:*"],
    ["several labels with AND", { labels: { a: "1", b: "2" } }, 'labels.a="1" AND labels.b="2"'],
    ["a display name", { displayName: "AND (x)" }, 'display_name="AND (x)"'],
    ["a wildcard", { displayName: "*step*" }, 'display_name:"*step*"'],
    ["an inner wildcard as a prefix and a suffix", { displayName: "a*b" }, 'display_name:"a*" AND display_name:"*b"'],
    ["a pipeline's name", { pipelineName: "train" }, 'pipeline_name="train"'],
    ["a template", { templateUri: "https://k.dev/v1" }, 'template_uri="https://k.dev/v1"'],
    [
      "a schedule without quotes",
      { scheduleName: "projects/1/locations/r/schedules/2" },
      "schedule_name=projects/1/locations/r/schedules/2",
    ],
    [
      "times in UTC",
      { createdAfter: "2026-01-01T01:00:00+01:00", createdBefore: "2026-01-02T00:00:00Z" },
      'create_time>"2026-01-01T00:00:00.000Z" AND create_time<"2026-01-02T00:00:00.000Z"',
    ],
    ["an age", { olderThan: "6h" }, 'create_time<"2026-01-31T06:00:00.000Z"'],
    [
      "the earlier of an age and a time",
      { olderThan: "6h", createdBefore: "2026-01-31T07:00:00Z" },
      'create_time<"2026-01-31T06:00:00.000Z"',
    ],
    [
      "a raw filter in parentheses",
      { displayName: "x", filter: " labels.a:* OR labels.b:* " },
      'display_name="x" AND (labels.a:* OR labels.b:*)',
    ],
  ] as const satisfies readonly (readonly [string, Selector, string])[]) {
    it(`compiles ${what}`, () => assert.equal(compiled(selector), expected));
  }

  for (const [what, selector] of [
    ["names", { names: ["projects/p/locations/r/pipelineJobs/a"] }],
    ["service accounts", { serviceAccount: "a@b" }],
    ["quotes", { displayName: 'say "hi"' }],
    ["backslashes", { displayName: "a\\" }],
    ["quotes beside a wildcard", { displayName: '"*' }],
    ["control characters", { pipelineName: "a\nb" }],
    ["lone surrogates", { pipelineName: "\ud800" }],
    ["empty strings", { templateUri: "" }],
    ["empty label values", { labels: { a: "" } }],
    [
      "label keys that are not plain words",
      { labels: { "a b": "1", ä: "*", "1": "*", "a.b": "*", 'x="y" OR z': "1" } },
    ],
    ["schedules with a project id", { scheduleName: "projects/p/locations/r/schedules/2" }],
    ["wildcards that match everything", { displayName: "**" }],
  ] as const satisfies readonly (readonly [string, Selector])[]) {
    it(`leaves ${what} to the local check`, () => assert.equal(compiled(selector), undefined));
  }

  it("rounds times to milliseconds so that the filter matches no fewer jobs", () => {
    assert.equal(
      compiled({ createdAfter: "2026-01-01T00:00:00.0015Z", createdBefore: "2026-01-02T00:00:00.0015Z" }),
      'create_time>"2026-01-01T00:00:00.001Z" AND create_time<"2026-01-02T00:00:00.002Z"',
    );
  });

  it("throws for values that checkSelector refuses", () => {
    assert.throws(() => compiled({ olderThan: "soon" }), TypeError);
    assert.throws(() => compiled({ createdAfter: "soon" }), TypeError);
  });
});
