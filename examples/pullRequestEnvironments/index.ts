import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { JobSweep } from "pulumi-vertex-jobs";

const env = pulumi.getStack().toLowerCase().replaceAll(".", "-"); // such as pr-7: a label has neither capitals nor dots
const commit = new pulumi.Config().require("commit");

const bucket = new gcp.storage.Bucket("artifacts", { location: "US", forceDestroy: true, labels: { env } });

// Jobs that the pull request's tests submit carry the label env=pr-7. A new commit stops those of the last one, and
// closing the pull request stops them all, before the bucket goes.
const jobs = new JobSweep(
  "jobs",
  { selector: { labels: { env } }, cancelOn: ["create", "delete"], triggers: [commit] },
  { dependsOn: bucket },
);

export const artifacts = bucket.name;
export const stopped = jobs.cancelled;
