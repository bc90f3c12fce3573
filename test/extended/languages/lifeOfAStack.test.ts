import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeGoModule } from "../../support/goSdk";
import type { PulumiRun } from "../../support/pulumiRun";
import type { PulumiStack } from "../../support/pulumiStack";
import { PYTHON_SDK_ENVIRONMENT, pythonWithSdk } from "../../support/pythonSdk";
import { activeIds, cancelledNames } from "../../support/sweepJobs";
import { calls, PLACE } from "../../support/withFake";
import { ACCESS_TOKEN, withStack } from "../../support/withStack";

/** A language of programs that use the plugin by a generated SDK. */
interface Language {
  readonly name: string;
  readonly runtime: string;
  /** Adds what the program needs besides its own files. */
  readonly complete?: (folder: string) => void;
  /** Prepares the shell that the CLI runs in. */
  readonly activate?: (stack: PulumiStack) => Promise<void>;
}

const languages: readonly Language[] = [
  {
    name: "Python",
    runtime: "python",
    activate: async (stack) => {
      stack.addPluginFolder(dirname(await pythonWithSdk()));
      stack.setVariable("VIRTUAL_ENV", PYTHON_SDK_ENVIRONMENT);
    },
  },
  { name: "Go", runtime: "go", complete: writeGoModule },
];

const nameOf = (id: string, region: string = PLACE.region) => `projects/p/locations/${region}/pipelineJobs/${id}`;

/** The conditions of the programs, as the provider is to get them. */
const SELECTOR = {
  labels: { env: "pr-8" },
  displayName: "train-*",
  pipelineName: "training",
  templateUri: "https://example.com/training/1",
  scheduleName: "projects/p/locations/us-central1/schedules/1",
  serviceAccount: "trainer@p.iam.gserviceaccount.com",
  states: ["PIPELINE_STATE_RUNNING"],
  createdAfter: "2020-01-01T00:00:00Z",
  createdBefore: "2100-01-01T00:00:00Z",
  olderThan: "10m",
  filter: 'display_name="train-1"',
};
const EXCLUDE = {
  labels: { keep: "*" },
  displayName: "keep-*",
  pipelineName: "kept",
  templateUri: "https://example.com/kept/1",
  scheduleName: "projects/p/locations/us-central1/schedules/2",
  serviceAccount: "kept@p.iam.gserviceaccount.com",
  states: ["PIPELINE_STATE_PAUSED"],
  createdAfter: "2019-01-01T00:00:00Z",
  createdBefore: "2020-01-01T00:00:00Z",
  olderThan: "9000d",
  filter: 'display_name="kept"',
};

for (const { name, runtime, complete, activate } of languages) {
  describe(`a program in ${name}, with the generated SDK`, function () {
    this.timeout(600_000).slow(60_000);
    const { fake, stack } = withStack({
      pluginProject: (folder) => {
        cpSync(join(__dirname, "programs", runtime), folder, { recursive: true });
        writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "project", runtime }));
        complete?.(folder);
      },
      config: { "project:job": "a" },
      secretConfig: { "project:trigger": "canary-trigger", "project:token": ACCESS_TOKEN },
      fake: { timeToCancelMs: 300 },
    });
    const runs: PulumiRun[] = [];
    const labels = { env: "pr-7" };
    const addStray = (pipelineJobId: string, more: object = {}) =>
      fake().addPipelineJob({ ...PLACE, pipelineJobId, displayName: "train-1", labels, ...more });

    before(async () => {
      await activate?.(stack());
      await stack().configure({ "project:endpoint": fake().endpoint });
      fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
      fake().addCustomJob({ ...PLACE, project: "other", customJobId: "1" });
      addStray("1");
      addStray("2", { region: "europe-west4" });
      fake().addCustomJob({ ...PLACE, customJobId: "3", displayName: "train-2", labels });
      addStray("excluded");
      addStray("unnamed", { displayName: "test" });
    });

    const run = async (verb: "preview" | "up" | "refresh" | "destroy") => {
      fake().clearRequests();
      const done = await stack()[verb]({ diff: true });
      runs.push(done);
      return done;
    };

    it("previews what each resource would stop, and stops nothing", async () => {
      const { steps, output } = await run("preview");
      assert.deepEqual(steps.sort(), ["create conditions", "create job", "create other", "create strays"]);
      assert.match(output, /would stop 3 jobs:/);
      assert.deepEqual(
        calls(fake()).filter((method) => !/\.(get|list)$/.test(method)),
        [],
      );
    });

    it("stops jobs of its own project, and by an explicit provider those of another one", async () => {
      await run("up");
      const outputs = Object.entries(await stack().outputs()).map(([key, { value }]) => [key, value] as const);
      assert.deepEqual(Object.fromEntries(outputs), {
        outcome: "CANCELLED",
        state: "PIPELINE_STATE_CANCELLED",
        other: "CANCELLED",
        customJobs: 1,
        names: [nameOf("2", "europe-west4"), "projects/p/locations/us-central1/customJobs/3", nameOf("1")],
        found: ["PIPELINE_STATE_CANCELLED"],
      });
      assert.deepEqual(activeIds(fake()), ["excluded", "unnamed"]);
    });

    it("gives nested types, enumerations, and numbers to the provider as the program means them", async () => {
      const conditions = await stack().recorded("conditions");
      assert.deepEqual([conditions.inputs.selector, conditions.inputs.exclude], [SELECTOR, EXCLUDE]);
      const { inputs } = await stack().recorded("strays");
      assert.deepEqual(
        [inputs.selector, inputs.exclude],
        [{ labels: { env: "pr-7" }, displayName: "train-*" }, { names: [nameOf("excluded")] }],
      );
      assert.deepEqual(
        [inputs.kinds, inputs.cancelOn, inputs.maxJobs, inputs.requestsPerMinute],
        [["pipelineJobs", "customJobs"], ["create", "delete"], 10, 600],
      );
    });

    it("changes nothing on a second up", async () => {
      const { steps } = await run("up");
      assert.deepEqual([steps, cancelledNames(fake())], [[], []]);
    });

    it("shows on refresh that the job runs again, and stops it on the next up", async () => {
      fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", timeToCancelMs: 0 });
      await run("refresh");
      assert.match((await run("preview")).output, /desiredState: "ACTIVE: PIPELINE_STATE_RUNNING" => "STOPPED"/);
      const { steps } = await run("up");
      assert.deepEqual([steps, cancelledNames(fake())], [["update job"], [nameOf("a")]]);
    });

    it("stops the jobs on destroy that the sweep selects then", async () => {
      addStray("late");
      await run("destroy");
      assert.deepEqual(cancelledNames(fake()), [nameOf("late")]);
    });

    it("neither prints nor records a secret", () => {
      const secrets = new RegExp(`${ACCESS_TOKEN}|canary`);
      assert.match(stack().recordedText(), /JobSweep/);
      assert.doesNotMatch(stack().recordedText(), secrets);
      assert.doesNotMatch(runs.map(({ output }) => output).join(""), secrets);
    });
  });
}
