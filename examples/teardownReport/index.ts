import * as pulumi from "@pulumi/pulumi";
import { JobSweep, PipelineJobCancellation } from "pulumi-vertex-jobs";

// A label has neither capitals nor dots.
const env = pulumi.getStack().toLowerCase().replaceAll(".", "-");
const cancelOn = ["delete" as const];
new PipelineJobCancellation("training", { pipelineJobId: new pulumi.Config().require("training"), cancelOn });
new JobSweep("strays", { selector: { labels: { env } }, cancelOn });
