import * as pulumi from "@pulumi/pulumi";
import { PipelineJobCancellation, PipelineJobSweep } from "pulumi-vertex-pipeline-jobs";

// A label has neither capitals nor dots.
const env = pulumi.getStack().toLowerCase().replaceAll(".", "-");
const cancelOn = ["delete" as const];
new PipelineJobCancellation("training", { pipelineJobId: new pulumi.Config().require("training"), cancelOn });
new PipelineJobSweep("strays", { selector: { labels: { env } }, cancelOn });
