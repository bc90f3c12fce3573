import * as pulumi from "@pulumi/pulumi";
import { JobSweep } from "pulumi-vertex-jobs";

const env = new pulumi.Config().require("env");

const sweep = new JobSweep("jobs", {
  selector: { labels: { env } },
  exclude: { labels: { keep: "*" } },
  cancelOn: ["create", "delete"],
});

export const stopped = sweep.cancelled;
