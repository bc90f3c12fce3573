import assert from "node:assert/strict";
import sinon from "sinon";
import { WireEngine } from "../support/wireEngine";
import { PLACE, withFake } from "../support/withFake";

const NAME = `projects/${PLACE.project}/locations/${PLACE.region}/pipelineJobs/a`;
const URN = "urn:pulumi:stack::project::type::stop";

/** What the SDK's provider process attaches to a failure for the engine. */
type Failure = Error & { id?: string; properties?: Record<string, unknown>; reasons?: string[] };

describe("handle in the provider process", () => {
  const fake = withFake();
  let clock: sinon.SinonFakeTimers;
  let engine: WireEngine;
  let handle: typeof import("../../src/dynamic").handle;

  // The process goes on looking for its engine; on a clock that is thrown away afterwards it does not.
  before(async () => {
    engine = await new WireEngine().start();
    process.argv.push(engine.address);
    handle = loadProvider().handle;
    clock = sinon.useFakeTimers({
      now: Date.now(),
      toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"],
      shouldAdvanceTime: true,
    });
  });
  after(() => {
    engine.kill();
    clock.restore();
    process.argv.pop();
  });

  const config = () => ({
    get: (key: string) => ({ "gcp:vertexAiCustomEndpoint": fake().endpoint, "gcp:accessToken": "secret-token" })[key],
  });
  const call = (type: string, method: string, ...args: unknown[]) => handle(type, method, config(), args);
  const failureOf = (work: Promise<unknown>): Promise<Failure> =>
    work.then(
      () => assert.fail("it succeeds"),
      (error: unknown) => error as Failure,
    );
  const inputsOf = async (args: Record<string, unknown>) => {
    const checked = await call("PipelineJobCancellation", "check", {}, { __progressUrn: URN, ...args });
    return (checked as { inputs: Record<string, unknown> }).inputs;
  };

  it("serves both resources", async () => {
    assert.equal((await inputsOf({ name: NAME })).pipelineJobId, "a");
    const sweep = await call("JobSweep", "check", {}, { ...PLACE, regions: ["us-central1"], selector: {} });
    const [failure] = (sweep as { failures: { property: string }[] }).failures;
    assert.equal(failure?.property, "region");
  });

  it("refuses an input with the name of a recorded value and drops hidden inputs", async () => {
    const checked = await call("PipelineJobCancellation", "check", {}, { name: NAME, defaults: {}, __defaults: 5 });
    const { failures } = checked as { failures: { property: string; reason: string }[] };
    assert.deepEqual(failures, [{ property: "defaults", reason: "is not an input of PipelineJobCancellation" }]);
    assert.ok(!("__defaults" in (await inputsOf({ name: NAME, __defaults: 5 }))));
  });

  it("names the resource that this version does not have", async () => {
    const failure = await failureOf(call("PipelineJobUndoing", "delete", "id", {}));
    assert.equal(
      failure.message,
      "this version of pulumi-vertex-jobs has no resource PipelineJobUndoing: install the version that created it",
    );
  });

  it("names the method that does not exist", async () => {
    const failure = await failureOf(call("PipelineJobCancellation", "invoke"));
    assert.equal(failure.message, "PipelineJobCancellation has no invoke");
  });

  it("reports progress to the engine on the resource's row", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", state: "PIPELINE_STATE_RUNNING" });
    await call("PipelineJobCancellation", "create", await inputsOf({ name: NAME, cancelOn: ["delete"] }));
    assert.deepEqual(engine.told.at(-1), {
      severity: "info",
      message: "PIPELINE_STATE_RUNNING",
      urn: URN,
      ephemeral: true,
    });
  });

  it("reports warnings to the engine as permanent messages", async () => {
    const job = fake().addCustomJob({ ...PLACE, customJobId: "1", staysBehind: true });
    const taskDetails = [{ state: "CANCELLED", executorDetail: { customJobDetail: { job } } }];
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a", jobDetail: { taskDetails } });
    await call("PipelineJobCancellation", "create", await inputsOf({ name: NAME }));
    const warning = engine.told.find(({ message }) => message.includes("still active"));
    assert.deepEqual([warning?.severity, warning?.urn, warning?.ephemeral], ["warning", URN, false]);
  });

  it("passes on the state in a failure without its stack or error code", async () => {
    fake().addPipelineJob({ ...PLACE, pipelineJobId: "a" });
    fake().addFault({ apiMethod: "pipelineJobs.cancel", fault: { status: 403 } });
    const failure = await failureOf(call("PipelineJobCancellation", "create", await inputsOf({ name: NAME })));
    assert.deepEqual(Object.keys(failure).toSorted(), ["id", "properties", "reasons"]);
    assert.equal(failure.stack, "");
    assert.equal(failure.id, NAME);
    assert.equal(failure.properties?.state, "PIPELINE_STATE_RUNNING");
    assert.deepEqual(failure.reasons, [failure.message]);
    assert.match(failure.message, /HTTP 403 PERMISSION_DENIED/);
  });

  it("passes on only the message of a failure without state", async () => {
    const failure = await failureOf(call("PipelineJobCancellation", "create", await inputsOf({ name: NAME })));
    assert.deepEqual([Object.keys(failure), failure.stack], [[], ""]);
    assert.match(failure.message, /HTTP 404 NOT_FOUND/);
  });

  it("ends the process and sends nothing more after the engine has been gone for 5 s", async () => {
    const inputs = await inputsOf({ name: NAME });
    const exit = sinon.stub(process, "exit");
    try {
      engine.kill();
      await new Promise((resolve) => setImmediate(resolve));
      await clock.tickAsync(4_000);
      assert.equal(exit.callCount, 0);
      await clock.tickAsync(4_000);
      assert.deepEqual(exit.args, [[1]]);
      const failure = await failureOf(call("PipelineJobCancellation", "create", inputs));
      assert.match(failure.message, /aborted/);
      assert.deepEqual(fake().requests, []);
    } finally {
      exit.restore();
    }
  });
});

/** The provider as a new process has it: it keeps its engine, and whether that died, for good. */
function loadProvider(): typeof import("../../src/dynamic") {
  for (const module of ["../../src/dynamic", "../../src/provider/connection/sharedVertexAi"]) {
    delete require.cache[require.resolve(module)];
  }
  return require("../../src/dynamic");
}
