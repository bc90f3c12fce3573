import pulumi
import pulumi_vertex_jobs as vertex_jobs

strays = vertex_jobs.JobSweep(
    "strays",
    selector={"labels": {"env": "pr-7"}},
    exclude={"labels": {"keep": "*"}},
    cancel_on=[vertex_jobs.CancelOn.CREATE, vertex_jobs.CancelOn.DELETE],
)

pulumi.export("stopped", strays.cancelled)
