import { JobSweep } from "pulumi-vertex-jobs";

const sweep = new JobSweep("strays", {
  project: "my-project",
  regions: ["us-central1", "europe-west4"],
  kinds: ["pipelineJobs", "customJobs"],
  selector: { labels: { env: "pr-7" }, olderThan: "10m" },
  exclude: { labels: { keep: "*" } },
  maxJobs: 500,
});

export const stopped = sweep.cancelled;
