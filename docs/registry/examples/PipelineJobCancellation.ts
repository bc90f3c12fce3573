import { PipelineJobCancellation } from "pulumi-vertex-jobs";

const stop = new PipelineJobCancellation(
  "stop-training",
  {
    project: "my-project",
    region: "us-central1",
    pipelineJobId: "training-20261124",
    cancelOn: ["create", "delete"],
  },
  { customTimeouts: { create: "1h", delete: "1h" } },
);

export const outcome = stop.outcome;
