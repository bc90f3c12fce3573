import * as pulumi from "@pulumi/pulumi";
import { JobSweep } from "pulumi-vertex-jobs";

const config = new pulumi.Config();
const regions = config.requireObject<string[]>("regions");
const olderThan = config.get("olderThan") ?? "12h";

const sweep = new JobSweep("old-jobs", {
  selector: { olderThan },
  exclude: { labels: { keep: "*" } },
  regions,
  maxJobs: 1_000,
});

/** How many jobs were cancelled in each region. */
export const cancelled = sweep.jobs.apply((jobs = []) =>
  Object.fromEntries(
    regions.map((region) => {
      const here = jobs.filter(({ name }) => name.includes(`/locations/${region}/`));
      return [region, here.filter(({ outcome }) => outcome === "CANCELLED").length];
    }),
  ),
);
