import pulumi
import pulumi_vertex_jobs as vertex_jobs

sweep = vertex_jobs.JobSweep(
    "strays",
    project="my-project",
    regions=["us-central1", "europe-west4"],
    kinds=[
        vertex_jobs.JobKindName.PIPELINE_JOBS,
        vertex_jobs.JobKindName.CUSTOM_JOBS,
    ],
    selector={"labels": {"env": "pr-7"}, "older_than": "10m"},
    exclude={"labels": {"keep": "*"}},
    max_jobs=500,
)

pulumi.export("stopped", sweep.cancelled)
