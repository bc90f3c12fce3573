import { PipelineJob } from "./pipelineJob.mjs";

/** The first act: a job runs, and is declared stopped. */
export async function showOneJob(stage) {
  const { fake, project, region } = stage;
  const id = "nightly-training-1";
  const job = new PipelineJob(fake.endpoint, { project, region, id, labels: { team: "forecasting" } });

  stage.heading("A pipeline job runs");
  await job.submit();
  await job.waitUntilRunning();
  console.log(`${job.name} is ${await job.state()}.`);

  stage.heading("pulumi up stops it, and waits until it has stopped");
  await stage.createStack({ jobs: [id], cancelOn: ["create"] });
  await stage.pulumi("up", "--yes", "--skip-preview");
  const state = await job.state();
  console.log(`${job.name} is ${state}.`);
  if (state !== "PIPELINE_STATE_CANCELLED") throw new Error("the job should be PIPELINE_STATE_CANCELLED.");

  stage.heading("pulumi up again has nothing to do");
  const sent = Object.entries(await stage.pulumi("up", "--yes", "--skip-preview"));
  if (sent.length > 0) throw new Error(`an unchanged stack should not call Vertex AI, and sent ${sent.join()}.`);
  console.log("No request was sent to Vertex AI.");

  stage.heading("pulumi destroy forgets it");
  await stage.pulumi("destroy", "--yes", "--skip-preview", "--remove");

  const cancels = fake.requestsOf("pipelineJobs.cancel").length;
  if (cancels !== 1) throw new Error(`the job should have been cancelled once, and was ${cancels} times.`);
  console.log("\nThe job was cancelled once, and is gone from the stack.");
}
