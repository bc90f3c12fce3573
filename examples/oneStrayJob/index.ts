import * as pulumi from "@pulumi/pulumi";
import { PipelineJobCancellation } from "pulumi-vertex-jobs";

const pipelineJobId = new pulumi.Config().require("job");

const stop = new PipelineJobCancellation("stray", { pipelineJobId }, { customTimeouts: { create: "15m" } });

/** CANCELLED; or COMPLETED or ALREADY_TERMINAL, when the job was faster. */
export const outcome = stop.outcome;
export const ended = stop.endTime;
