import pulumi
import pulumi_vertex_jobs as vertex_jobs

found = vertex_jobs.get_jobs_output(
    project="my-project",
    regions=["us-central1"],
    selector={"labels": {"env": "pr-7"}, "states": ["PIPELINE_STATE_RUNNING"]},
)

pulumi.export("running", found.jobs.apply(lambda jobs: [job.name for job in jobs]))
