import { JobGuard } from "pulumi-vertex-jobs/guard";

const guard = new JobGuard("strays", {
  selector: { labels: { env: "dev" }, olderThan: "6h" },
  exclude: { labels: { keep: "*" } },
  regions: ["us-central1", "europe-west4"],
  schedule: "*/10 * * * *",
  timeZone: "Europe/Berlin",
  enableApis: true,
});

export const executions = guard.executionsUrl;
export const account = guard.serviceAccountEmail;
