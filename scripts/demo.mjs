/** Shows what the package does, on this machine alone: a fake Vertex AI, a real pipeline, the real Pulumi CLI. */
import { styleText } from "node:util";
import { FakeVertexAi } from "../dist/testing/index.js";
import { PipelineJob } from "./demo/pipelineJob.mjs";
import { ScratchStack } from "./demo/scratchStack.mjs";

const project = "my-project";
const region = "us-central1";
const id = "nightly-training-1";
const timeToCancelMs = 4000;

let interrupted = false;
let fake;
let stack;

async function show() {
  fake = await FakeVertexAi.start({ pendingMs: 500, timeToCancelMs, requireAuthorization: true });
  stack = new ScratchStack();
  const job = new PipelineJob(fake.endpoint, { project, region, id });

  heading("A pipeline job runs");
  await job.submit();
  await job.waitUntilRunning();
  console.log(`${job.name} is ${await job.state()}.`);

  heading("pulumi up stops it, and waits until it has stopped");
  await stack.create(
    {
      "gcp:project": project,
      "gcp:region": region,
      "gcp:vertexAiCustomEndpoint": fake.endpoint,
      "pulumi-vertex-pipeline-jobs:jobs": [id],
      "pulumi-vertex-pipeline-jobs:cancelOn": ["create"],
    },
    { "gcp:accessToken": "demo" },
  );
  await pulumi("up");
  const state = await job.state();
  console.log(`${job.name} is ${state}.`);
  if (state !== "PIPELINE_STATE_CANCELLED") throw new Error("the job should be PIPELINE_STATE_CANCELLED.");

  heading("pulumi up again has nothing to do");
  const requestsBefore = fake.requests.length;
  await pulumi("up");
  const requests = fake.requests.length - requestsBefore;
  if (requests !== 0) throw new Error(`an unchanged stack should not call Vertex AI, and did so ${requests} times.`);
  console.log("No request was sent to Vertex AI.");

  heading("pulumi destroy forgets it");
  await pulumi("destroy", "--remove");

  const cancels = fake.requestsOf("pipelineJobs.cancel").length;
  if (cancels !== 1) throw new Error(`the job should have been cancelled once, and was ${cancels} times.`);
  console.log("\nThe job was cancelled once, and is gone from the stack.");
}

async function pulumi(verb, ...flags) {
  if (!interrupted) await stack.pulumi(verb, "--yes", "--skip-preview", ...flags);
  if (interrupted) throw new Error("interrupted");
}

function heading(text) {
  console.log(`\n${process.stdout.isTTY ? styleText("bold", text) : text}\n`);
}

// The CLI ends in good order when it is interrupted, and the temporary folder can go only then.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    // Ctrl-C on a terminal has reached the CLI already; a second one would make it stop at once.
    if (signal !== "SIGINT" || !process.stdin.isTTY) stack?.interrupt();
    interrupted = true;
  });
}

try {
  await show();
} catch (error) {
  console.error(`demo: ${interrupted ? "interrupted." : error.message}`);
  process.exitCode = interrupted ? 130 : 1;
} finally {
  await fake?.stop();
  stack?.remove();
}
