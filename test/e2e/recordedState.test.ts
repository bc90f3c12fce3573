import assert from "node:assert/strict";
import { version } from "../../package.json";
import {
  type Declaration,
  declareIn,
  RECORDED_ENDPOINT,
  type RecordedState,
  readRecordedState,
  recordedStatesOf,
  recordedVersions,
  yamlOf,
} from "../support/recordedState";
import { activeIds } from "../support/sweepJobs";
import { withStack } from "../support/withStack";

it("the recorded states include the states that this version writes", () => {
  const order = `run npm run record:state, and commit what it writes for ${version}`;
  assert.ok(recordedVersions().includes(version), order);
});

for (const writer of recordedVersions()) {
  for (const name of recordedStatesOf(writer)) {
    describe(`the state ${name} that version ${writer} wrote`, function () {
      this.timeout(120_000);
      const { adapter } = readRecordedState(writer, name, RECORDED_ENDPOINT);
      const yaml = adapter ? { yaml: yamlOf([]) } : {};
      const { fake, stack } = withStack({ ...yaml, fake: { timeToCancelMs: 0 } });
      let recorded: RecordedState;

      before(async () => {
        recorded = readRecordedState(writer, name, fake().endpoint);
        for (const job of recorded.jobs) fake().addPipelineJob(job);
        declareIn(stack(), adapter, recorded.program);
        await stack().importState(recorded.state);
      });

      const outputsOf = async (resource: string) => (await stack().recorded(resource)).outputs;

      it("previews only the changes that were pending when it was recorded", async () => {
        const { steps } = await stack().preview();
        assert.deepEqual(steps.toSorted(), recorded.steps.toSorted());
      });

      it("keeps all resources and outcomes on refresh", async () => {
        const { changes } = await stack().refresh();
        assert.equal(changes.delete, undefined);
        assert.equal((await outputsOf("deferred")).outcome, "DEFERRED");
        assert.equal((await outputsOf("completed")).outcome, "COMPLETED");
        assert.equal((await outputsOf("swept")).matched, 3);
      });

      it("stops only the jobs of resources whose triggers change on up", async () => {
        const again = recorded.jobs.filter(({ pipelineJobId }) => pipelineJobId !== "deferred");
        for (const job of again) fake().addPipelineJob({ ...job, state: "PIPELINE_STATE_RUNNING" });
        declareIn(stack(), adapter, recorded.program.map(triggered));
        await stack().up();
        assert.deepEqual(activeIds(fake()), ["deferred"]);
        assert.equal((await outputsOf("timed-out")).outcome, "CANCELLED");
        assert.equal((await outputsOf("not-found")).outcome, "NOT_FOUND");
        assert.equal((await outputsOf("swept")).cancelled, again.filter(isSwept).length);
      });

      it("stops the deferred job on destroy and contains no resource afterwards", async () => {
        await stack().destroy();
        assert.deepEqual(activeIds(fake()), []);
        const { deployment } = (await stack().exportState()) as { deployment: { resources?: unknown[] } };
        assert.deepEqual(deployment.resources ?? [], []);
      });
    });
  }
}

function triggered(declaration: Declaration): Declaration {
  const triggers = ["again"];
  return declaration.type === "JobSweep"
    ? { ...declaration, args: { ...declaration.args, triggers } }
    : { ...declaration, args: { ...declaration.args, triggers } };
}

function isSwept({ pipelineJobId }: RecordedState["jobs"][number]): boolean {
  return pipelineJobId?.startsWith("swept-") ?? false;
}
