import * as pulumi from "@pulumi/pulumi";
import { PipelineJobSweep } from "pulumi-vertex-pipeline-jobs";

const config = new pulumi.Config();
const regions = config.requireObject<string[]>("regions");
const olderThan = config.get("olderThan") ?? "12h";

const sweep = new PipelineJobSweep("old-jobs", {
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
