import pulumi
import pulumi_vertex_jobs as vertex_jobs

stop = vertex_jobs.PipelineJobCancellation(
    "stop-training",
    project="my-project",
    region="us-central1",
    pipeline_job_id="training-20261124",
    cancel_on=[vertex_jobs.CancelOn.CREATE, vertex_jobs.CancelOn.DELETE],
    opts=pulumi.ResourceOptions(
        custom_timeouts=pulumi.CustomTimeouts(create="1h", delete="1h"),
    ),
)

pulumi.export("outcome", stop.outcome)
