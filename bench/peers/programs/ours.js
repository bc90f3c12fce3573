const { PipelineJobCancellation } = require("pulumi-vertex-jobs");

const { JOBS, REQUESTS_PER_MINUTE } = process.env;
const budget = REQUESTS_PER_MINUTE && { requestsPerMinute: Number(REQUESTS_PER_MINUTE) };

for (const name of JOBS.split(",")) new PipelineJobCancellation(name.split("/").at(-1), { name, ...budget });
