import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import { cancelPipelineJobWorkflow } from "../../../src/guard";
import type { WorkflowDefinition } from "../../../src/guard/workflow/definition";
import { guardWorkflow } from "../../../src/guard/workflow/guardWorkflow";
import { workflowSource } from "../../../src/guard/workflow/source";
import { KINDS, PIPELINE_JOBS } from "../../../src/vertex/kinds/kinds";
import { emulatorPython } from "../../support/workflowsEmulator/runWorkflow";

/** As long as the conditions get that all kinds have. */
const OF_ANY_KIND = {
  labels: Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`label-${index}`.padEnd(63, "x"), "v"])),
  displayName: `${"*x".repeat(60)}*`,
  states: ["PIPELINE_STATE_RUNNING", "PIPELINE_STATE_QUEUED", "JOB_STATE_RUNNING", "JOB_STATE_QUEUED"],
  createdBefore: "2026-01-01T00:00:00Z",
  createdAfter: "2025-01-01T00:00:00Z",
  olderThan: "90m",
  filter: 'state!="PIPELINE_STATE_PAUSED"',
};

const SELECTION = {
  kinds: [PIPELINE_JOBS],
  project: "domain.example:a-project-with-a-long-name",
  regions: ["us-central1", "northamerica-northeast1"],
  selector: {
    ...OF_ANY_KIND,
    pipelineName: "p",
    templateUri: "t",
    serviceAccount: "s",
    scheduleName: "projects/1/locations/us-central1/schedules/1",
  },
  exclude: { labels: { keep: "*" }, olderThan: "7d" },
  maxJobs: 500,
  waitSeconds: 86_400,
};

const DEFINITIONS: Readonly<Record<string, WorkflowDefinition>> = {
  "a guard's": guardWorkflow({ ...SELECTION, dryRun: false }),
  "a guard's of all kinds": guardWorkflow({ ...SELECTION, kinds: KINDS, selector: OF_ANY_KIND, dryRun: false }),
  "a guard's on a dry run": guardWorkflow({ ...SELECTION, dryRun: true }),
  "the example's": { main: { steps: [{ end: { return: "nothing" } }] }, ...cancelPipelineJobWorkflow() },
};

/**
 * What the emulator does not hold a workflow to, and the service does.
 *
 * The emulator runs all iterations of a parallel step at once, so `concurrency_limit` counts here only; and it doesn't
 * repeat a connector's call, which the service does a few times after a 429 or a 503.
 *
 * @see https://cloud.google.com/workflows/quotas
 */
describe("the workflows that are emitted", function () {
  this.timeout(120_000);
  let isWorkflow: ReturnType<Ajv["compile"]>;

  before(async () => {
    const [schema = ""] = globSync(
      join(
        dirname(dirname(await emulatorPython())),
        "lib",
        "*",
        "site-packages",
        "workflows_emulator",
        "workflow-schema.json",
      ),
    );
    // It names the format `uri`, which expressions are an alternative to.
    isWorkflow = new Ajv({ validateFormats: false, strict: false }).compile(JSON.parse(readFileSync(schema, "utf8")));
  });

  for (const [which, definition] of Object.entries(DEFINITIONS)) {
    it(`fit the published JSON schema of Workflows: ${which}`, () => {
      assert.equal(isWorkflow(JSON.parse(JSON.stringify(definition))), true, JSON.stringify(isWorkflow.errors));
    });

    it(`stay below what Workflows takes: ${which}`, () => {
      assert.ok(Buffer.byteLength(workflowSource(definition)) < 128 * 1_024);
      const tooLong = valuesIn(definition).filter(
        (value) => typeof value === "string" && /^\$\{/.test(value) && value.length > 400,
      );
      assert.deepEqual(tooLong, []);
      for (const [key, most] of Object.entries({ switch: 50, assign: 50, concurrency_limit: 20 })) {
        const given = valuesOf(key, definition).map((value) => (Array.isArray(value) ? value.length : Number(value)));
        assert.ok(
          given.every((count) => count <= most),
          `${key}: ${given}`,
        );
      }
    });

    it(`give no two steps one name: ${which}`, () => {
      const names = valuesOf("steps", definition).flatMap((steps) => (steps as object[]).flatMap(Object.keys));
      assert.deepEqual(names, [...new Set(names)]);
    });
  }
});

function valuesIn(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(valuesIn) : [value];
}

function valuesOf(key: string, value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [...(name === key ? [inner] : []), ...valuesOf(key, inner)]);
}
