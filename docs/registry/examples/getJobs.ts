import { getJobsOutput } from "pulumi-vertex-jobs";

const found = getJobsOutput({
  project: "my-project",
  regions: ["us-central1"],
  selector: { labels: { env: "pr-7" }, states: ["PIPELINE_STATE_RUNNING"] },
});

export const running = found.jobs.apply((jobs) => jobs.map(({ name }) => name));
