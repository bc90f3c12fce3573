import pulumi_vertex_jobs as vertex_jobs


def stop_strays(env: str) -> vertex_jobs.JobSweep:
    """Stops the jobs of an environment, now and when it is destroyed, but for those that are to be kept."""
    return vertex_jobs.JobSweep(
        "jobs",
        selector={"labels": {"env": env}},
        exclude={"labels": {"keep": "*"}},
        cancel_on=[vertex_jobs.CancelOn.CREATE, vertex_jobs.CancelOn.DELETE],
    )
