import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { commandOf } from "../support/sourceCommand";

describe("fake-vertex-ai", () => {
  // Starting Node with a TypeScript loader takes most of a second on a busy machine.
  beforeEach(function () {
    this.timeout(20_000);
  });

  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const process of started.splice(0)) {
      process.kill("SIGKILL");
    }
  });

  function run(...args: string[]): { process: ChildProcess; output: () => string; errors: () => string } {
    const [program = "", ...first] = commandOf("testing/commandLine/command");
    const child = spawn(program, [...first, ...args], {
      stdio: "pipe",
    });
    started.push(child);
    let [output, errors] = ["", ""];
    child.stdout.on("data", (data) => {
      output += data;
    });
    child.stderr.on("data", (data) => {
      errors += data;
    });
    return { process: child, output: () => output, errors: () => errors };
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`prints its URL first, serves, and ends cleanly on ${signal}`, async () => {
      const { process, output } = run("--port", "0", "--time-to-cancel-ms", "10-20");
      while (output().split("\n").length < 3) {
        await once(process.stdout as NonNullable<ChildProcess["stdout"]>, "data");
      }
      const [url = "", hint = ""] = output().split("\n");
      assert.match(url, /^http:\/\/127\.0\.0\.1:[0-9]+$/);
      assert.equal(hint.endsWith(`pulumi config set gcp:vertexAiCustomEndpoint ${url}/v1/`), true);
      assert.equal((await fetch(`${url}/v1/projects/p/locations/us-central1/pipelineJobs`)).status, 200);
      process.kill(signal);
      assert.deepEqual(await once(process, "exit"), [0, null]);
    }).timeout(20_000);
  }

  for (const [args, message] of [
    [["--port", "many"], '--port wants a whole number from 0 to 65535, not "many".'],
    [["--latency-ms", "soon"], '--latency-ms wants milliseconds, such as 500, 100-500 or 100,200, not "soon".'],
    [["--project-number", "abc"], "projectNumber is not a number: abc"],
    [["--fault-rate", "2"], '--fault-rate wants a rate from 0 to 1, not "2".'],
    [
      ["--fault", "503", "--fault", "fire"],
      '"fire" is not a fault: the kinds are an HTTP status, reset-before, reset-after, stall, truncate, html.',
    ],
    [["--child-jobs", "some"], '--child-jobs wants one of none, run, stay-behind, not "some".'],
    [["--data", __filename], `${__filename} was not saved by FakeVertexAi.`],
    [["--wings"], "Unknown option '--wings'"],
  ] as const) {
    it(`refuses ${args.join(" ")} in one sentence`, async () => {
      const { process, output, errors } = run(...args);
      assert.deepEqual(await once(process, "close"), [64, null]);
      assert.equal(errors(), `fake-vertex-ai: ${message}\n`);
      assert.equal(output(), "");
    }).timeout(20_000);
  }

  it("explains itself", async () => {
    const { process, output } = run("--help");
    assert.deepEqual(await once(process, "close"), [0, null]);
    assert.match(output(), /^Usage: fake-vertex-ai \[options\]\n[\s\S]*--time-to-cancel-ms MS/);
  }).timeout(20_000);
});
