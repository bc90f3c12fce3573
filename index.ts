// The ready-made stack: stops the pipeline jobs that the stack's config names. Its config is declared in Pulumi.yaml.
import * as pulumi from "@pulumi/pulumi";
import { type CancelOn, PipelineJobCancellation } from "./src/index";

const config = new pulumi.Config();
const timeout = config.require("timeout");

const cancellations = config.requireObject<string[]>("jobs").map(
  (job) =>
    new PipelineJobCancellation(
      job,
      {
        ...(job.includes("/") ? { name: job } : { pipelineJobId: job }),
        cancelOn: config.requireObject<CancelOn[]>("cancelOn"),
        requireCancelled: config.requireBoolean("requireCancelled"),
        ignoreMissing: config.requireBoolean("ignoreMissing"),
        cancelChildJobs: config.requireBoolean("cancelChildJobs"),
      },
      { customTimeouts: { create: timeout, update: timeout, delete: timeout } },
    ),
);

/** Outcome and state of each job, by its full name. */
export const jobs = pulumi
  .all(cancellations.map(({ name, outcome, state }) => pulumi.all([name, { outcome, state }])))
  .apply((entries) => Object.fromEntries(entries));
