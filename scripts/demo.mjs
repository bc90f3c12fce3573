/** Shows what the package does, on this machine alone: a fake Vertex AI, real pipelines, the real Pulumi CLI. */
import { preparePython, showPython } from "./demo/fromPython.mjs";
import { showManyJobs } from "./demo/manyJobs.mjs";
import { showOneJob } from "./demo/oneJob.mjs";
import { Stage } from "./demo/stage.mjs";

let stage;
try {
  stage = await Stage.open();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stage.interrupt(signal));
  await showOneJob(stage);
  await showManyJobs(stage);
  stage = await stage.turnTo(await preparePython());
  await showPython(stage);
} catch (error) {
  console.error(`demo: ${stage?.isInterrupted ? "interrupted." : error.message}`);
  process.exitCode = stage?.isInterrupted ? 130 : 1;
} finally {
  await stage?.close();
}
