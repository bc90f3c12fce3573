import pulumi
import pulumi_gcp as gcp
import pulumi_vertex_jobs as vertex_jobs

# What pipeline jobs use: an account that they run as, and a bucket for what they make.
account = gcp.serviceaccount.Account("pipelines", account_id=f"pipelines-{pulumi.get_stack()}")
bucket = gcp.storage.Bucket("artifacts", location="US", force_destroy=True)

# It depends on both, so `pulumi destroy` deletes it first. That stops every job which runs as the account.
vertex_jobs.JobSweep(
    "jobs",
    selector={"service_account": account.email},
    cancel_on=[vertex_jobs.CancelOn.DELETE],
    pause_schedules=True,
    opts=pulumi.ResourceOptions(
        depends_on=[account, bucket],
        custom_timeouts=pulumi.CustomTimeouts(delete="1h"),
    ),
)

pulumi.export("serviceAccount", account.email)
pulumi.export("artifacts", bucket.name)
