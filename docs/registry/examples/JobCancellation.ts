import { JobCancellation } from "pulumi-vertex-jobs";

const stop = new JobCancellation("stop-training", {
  name: "projects/my-project/locations/us-central1/customJobs/1234567890",
  requireCancelled: true,
});

export const state = stop.state;
