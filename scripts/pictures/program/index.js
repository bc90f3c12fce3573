const { PipelineJobCancellation, JobSweep } = require("pulumi-vertex-jobs");

const training = new PipelineJobCancellation("stop-training", { pipelineJobId: "training-20261124" });
const strays = new JobSweep("strays", { selector: { labels: { env: "pr-7" } } });

exports.outcome = training.outcome;
exports.straysCancelled = strays.cancelled;
