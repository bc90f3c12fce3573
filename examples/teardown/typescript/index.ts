import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import { JobSweep } from "pulumi-vertex-jobs";

// What pipeline jobs use: an account that they run as, and a bucket for what they make.
const account = new gcp.serviceaccount.Account("pipelines", { accountId: `pipelines-${pulumi.getStack()}` });
const bucket = new gcp.storage.Bucket("artifacts", { location: "US", forceDestroy: true });

// It depends on both, so `pulumi destroy` deletes it first. That stops every job which runs as the account.
new JobSweep(
  "jobs",
  { selector: { serviceAccount: account.email }, cancelOn: ["delete"], pauseSchedules: true },
  { dependsOn: [account, bucket], customTimeouts: { delete: "1h" } },
);

export const serviceAccount = account.email;
export const artifacts = bucket.name;
