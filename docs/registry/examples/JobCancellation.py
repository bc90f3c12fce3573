import pulumi
import pulumi_vertex_jobs as vertex_jobs

stop = vertex_jobs.JobCancellation(
    "stop-training",
    name="projects/my-project/locations/us-central1/customJobs/1234567890",
    require_cancelled=True,
)

pulumi.export("state", stop.state)
