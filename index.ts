// The ready-made stack: stops the pipeline jobs that the stack's config means. Its config is declared in Pulumi.yaml.
import * as pulumi from "@pulumi/pulumi";
import { type CancelOn, JobSweep, type JobSweepArgs, PipelineJobCancellation } from "./src/index";

const config = new pulumi.Config();
const timeout = config.require("timeout");
const options = { customTimeouts: { create: timeout, update: timeout, delete: timeout } };
const common = {
  cancelOn: config.requireObject<CancelOn[]>("cancelOn"),
  requireCancelled: config.requireBoolean("requireCancelled"),
  cancelChildJobs: config.requireBoolean("cancelChildJobs"),
};

const cancellations = config.requireObject<string[]>("jobs").map((job) => {
  const which = job.includes("/") ? { name: job } : { pipelineJobId: job };
  const ignoreMissing = config.requireBoolean("ignoreMissing");
  return new PipelineJobCancellation(job, { ...which, ...common, ignoreMissing }, options);
});

const sweepArgs = config.requireObject<JobSweepArgs>("sweep");
const isSwept = Object.keys(sweepArgs).length > 0;
const strays = isSwept ? new JobSweep("sweep", { ...common, ...sweepArgs }, options) : undefined;

/** Outcome and state of each job, by its full name. */
export const jobs = pulumi
  .all(cancellations.map(({ name, outcome, state }) => pulumi.all([name, { outcome, state }])))
  .apply((entries) => Object.fromEntries(entries));

/** What the sweep found and did. */
export const sweep = {
  matched: strays?.matched ?? 0,
  cancelled: strays?.cancelled ?? 0,
  completed: strays?.completed ?? 0,
  activeJobs: strays?.activeJobs ?? [],
};
