import * as pulumi from "@pulumi/pulumi";
import { PipelineJobSweep } from "pulumi-vertex-pipeline-jobs";

const env = new pulumi.Config().require("env");

const sweep = new PipelineJobSweep("jobs", {
  selector: { labels: { env } },
  exclude: { labels: { keep: "*" } },
  cancelOn: ["create", "delete"],
});

export const stopped = sweep.cancelled;
