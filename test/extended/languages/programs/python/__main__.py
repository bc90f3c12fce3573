"""Every resource and the function of the package, with a provider of its own, every condition, and secrets."""

import pulumi
import pulumi_vertex_jobs as vertex_jobs

config = pulumi.Config()

job = vertex_jobs.PipelineJobCancellation(
    "job",
    pipeline_job_id=config.require("job"),
    triggers=["plain", config.require_secret("trigger")],
    opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="20m")),
)

other_project = vertex_jobs.Provider(
    "other-project",
    project="other",
    region="us-central1",
    vertex_ai_custom_endpoint=config.require("endpoint"),
    access_token=config.require_secret("token"),
    impersonate_service_account_delegates=[],
)
other = vertex_jobs.JobCancellation(
    "other",
    name="projects/other/locations/us-central1/customJobs/1",
    opts=pulumi.ResourceOptions(provider=other_project),
)

strays = vertex_jobs.JobSweep(
    "strays",
    regions=["us-central1", "europe-west4"],
    kinds=[vertex_jobs.JobKindName.PIPELINE_JOBS, vertex_jobs.JobKindName.CUSTOM_JOBS],
    selector={"labels": {"env": "pr-7"}, "display_name": "train-*"},
    exclude={"names": ["projects/p/locations/us-central1/pipelineJobs/excluded"]},
    max_jobs=10,
    requests_per_minute=600,
    cancel_on=[vertex_jobs.CancelOn.CREATE, vertex_jobs.CancelOn.DELETE],
    connection={"access_token": config.require_secret("token")},
)

vertex_jobs.JobSweep(
    "conditions",
    selector=vertex_jobs.JobSelectorArgs(
        labels={"env": "pr-8"},
        display_name="train-*",
        pipeline_name="training",
        template_uri="https://example.com/training/1",
        schedule_name="projects/p/locations/us-central1/schedules/1",
        service_account="trainer@p.iam.gserviceaccount.com",
        states=["PIPELINE_STATE_RUNNING"],
        created_after="2020-01-01T00:00:00Z",
        created_before="2100-01-01T00:00:00Z",
        older_than="10m",
        filter='display_name="train-1"',
    ),
    exclude=vertex_jobs.JobConditionsArgs(
        labels={"keep": "*"},
        display_name="keep-*",
        pipeline_name="kept",
        template_uri="https://example.com/kept/1",
        schedule_name="projects/p/locations/us-central1/schedules/2",
        service_account="kept@p.iam.gserviceaccount.com",
        states=["PIPELINE_STATE_PAUSED"],
        created_after="2019-01-01T00:00:00Z",
        created_before="2020-01-01T00:00:00Z",
        older_than="9000d",
        filter='display_name="kept"',
    ),
)

found = vertex_jobs.get_jobs_output(
    regions=["us-central1"],
    selector=job.name.apply(lambda name: vertex_jobs.JobSelectorDict(names=[name])),
)

pulumi.export("outcome", job.outcome)
pulumi.export("state", job.state)
pulumi.export("other", other.outcome)
pulumi.export("customJobs", strays.by_kind.apply(lambda counts: counts and counts["customJobs"].cancelled))
pulumi.export("names", strays.jobs.apply(lambda jobs: sorted(swept.name for swept in jobs or [])))
pulumi.export("found", found.jobs.apply(lambda jobs: [listed.state for listed in jobs]))
