import * as pulumi from "@pulumi/pulumi";
import { PipelineJobCancellation, PipelineJobSweep } from "pulumi-vertex-pipeline-jobs";

const cancelOn = ["delete" as const];
new PipelineJobCancellation("training", { pipelineJobId: new pulumi.Config().require("training"), cancelOn });
new PipelineJobSweep("strays", { selector: { labels: { env: pulumi.getStack() } }, cancelOn });
