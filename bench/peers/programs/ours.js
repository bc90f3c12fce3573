const { PipelineJobCancellation } = require("pulumi-vertex-pipeline-jobs");

for (const name of process.env.JOBS.split(",")) new PipelineJobCancellation(name.split("/").at(-1), { name });
