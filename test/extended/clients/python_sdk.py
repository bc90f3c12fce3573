"""Does what users of Google's Python SDK do with pipelines and jobs of other kinds, and prints as JSON what they see of it.

Arguments: the base URL of a Vertex AI service, and a compiled pipeline. STORAGE_EMULATOR_HOST answers for Cloud Storage.
"""

import json
import sys
import time

from google.api_core import exceptions
from google.cloud import aiplatform
from google.cloud.aiplatform import hyperparameter_tuning
from google.oauth2.credentials import Credentials

url, pipeline = sys.argv[1:]
aiplatform.init(
    project="p", location="us-central1", api_endpoint=url, api_transport="rest", credentials=Credentials("any")
)


def a_job(job_id, **more):
    return aiplatform.PipelineJob(
        display_name="nightly", template_path=pipeline, job_id=job_id, pipeline_root="gs://b/root", **more
    )


def submitted(job_id, **more):
    job = a_job(job_id, **more)
    job.submit()
    return job


def job_ids(jobs):
    return [job.name for job in jobs]


def error_of(call):
    try:
        call()
    except (exceptions.GoogleAPICallError, RuntimeError) as error:
        return {"type": type(error).__name__, "message": str(error)}
    return None


def submit_and_get():
    job = submitted("submitted", labels={"team": "a"}, parameter_values={"rows": 10}, failure_policy="fast")
    got = aiplatform.PipelineJob.get("submitted")
    return {
        "resource_name": job.resource_name,
        "state": got.state.name,
        "labels": dict(got.labels),
        "parameters": dict(got.runtime_config.parameter_values),
        "failure_policy": got.runtime_config.failure_policy.name,
        "tasks": sorted([task.task_name, task.state.name] for task in got.task_details),
        "schema_version": got.pipeline_spec["schemaVersion"],
        "missing": error_of(lambda: aiplatform.PipelineJob.get("missing")),
    }


def list_jobs():
    for job_id, env in [("listed-1", "prod"), ("listed-2", "prod"), ("listed-3", "test")]:
        submitted(job_id, labels={"env": env})
    prod = 'labels.env="prod" AND (state="PIPELINE_STATE_RUNNING" OR state="PIPELINE_STATE_PENDING")'
    simple = aiplatform.PipelineJob.list(filter='pipeline_job_user_id:"listed-*"', enable_simple_view=True)
    return {
        "prod": job_ids(aiplatform.PipelineJob.list(filter=prod, order_by="create_time")),
        "newest_first": job_ids(simple),
        "simple_view": {"state": simple[0].state.name, "name": simple[0].pipeline_spec["pipelineInfo"]["name"]},
        "malformed": error_of(lambda: aiplatform.PipelineJob.list(filter="state=")),
    }


def cancel():
    job = submitted("cancelled")
    job.cancel()
    at_once = job.state.name
    job.wait()
    return {"at_once": at_once, "after_wait": job.state.name, "again": error_of(job.cancel)}


def wait():
    """For jobs that the service lets end by themselves."""
    succeeding, failing = (aiplatform.PipelineJob.get(job_id) for job_id in ("succeeding", "failing"))
    succeeding.wait()
    return {"succeeded": succeeding.state.name, "failure": error_of(failing.wait)}


def batch_cancel():
    jobs = [submitted(f"batch-{number}") for number in range(3)]
    operation = jobs[0].batch_cancel(project="p", location="us-central1", names=job_ids(jobs))
    done_at_once = operation.done()
    response = operation.result(timeout=60)
    return {
        "done_at_once": done_at_once,
        "states": [job.state.name for job in response.pipeline_jobs],
        "metadata": type(operation.metadata).__name__,
    }


def delete():
    one, *others = (submitted(f"deleted-{number}") for number in range(3))
    while_running = error_of(one.delete)
    one.batch_cancel(project="p", location="us-central1", names=job_ids([one, *others])).result(timeout=60)
    one.delete()
    response = one.batch_delete(project="p", location="us-central1", names=job_ids(others))
    return {
        "while_running": while_running,
        "batch": len(response.pipeline_jobs),
        "left": job_ids(aiplatform.PipelineJob.list(filter='pipeline_job_user_id:"deleted-*"')),
    }


def schedule():
    schedule = a_job("unused").create_schedule(
        cron="* * * * *", display_name="every minute", max_concurrent_run_count=3, max_run_count=1_000
    )
    while not (jobs := schedule.list_jobs(enable_simple_view=False)):
        time.sleep(0.1)
    created = schedule.state.name
    schedule.pause()
    paused = schedule.state.name
    listed = aiplatform.PipelineJobSchedule.list(filter='state="PAUSED"')
    schedule.resume(catch_up=False)
    resumed = schedule.state.name
    schedule.update(cron="0 0 * * *", max_run_count=5_000)
    updated = [schedule.cron, schedule.max_run_count]
    schedule.delete()
    return {
        "states": [created, paused, resumed],
        "launched_by_it": {job.to_dict()["scheduleName"] == schedule.resource_name for job in jobs} == {True},
        "listed": [one.display_name for one in listed],
        "updated": updated,
        "after_delete": error_of(lambda: aiplatform.PipelineJobSchedule.get(schedule.resource_name)),
    }


def custom_jobs():
    submitted("with-children")
    children = aiplatform.CustomJob.list(filter='display_name="train" AND state="JOB_STATE_RUNNING"')
    children[0].cancel()
    while (state := children[0].state.name) == "JOB_STATE_CANCELLING":
        time.sleep(0.1)
    return {"display_name": children[0].display_name, "state": state}


WORKER_POOLS = [
    {
        "machine_spec": {"machine_type": "n1-standard-4"},
        "replica_count": 1,
        "container_spec": {"image_uri": "image", "command": [], "args": []},
    }
]


def a_custom_job():
    return aiplatform.CustomJob(display_name="other", worker_pool_specs=WORKER_POOLS, staging_bucket="gs://b")


def submit_custom_job():
    job = a_custom_job()
    job.submit()
    return job


def submit_tuning_job():
    job = aiplatform.HyperparameterTuningJob(
        display_name="other",
        custom_job=a_custom_job(),
        metric_spec={"loss": "minimize"},
        parameter_spec={"rate": hyperparameter_tuning.DoubleParameterSpec(min=0.001, max=1, scale="log")},
        max_trial_count=4,
        parallel_trial_count=2,
    )
    job.run(sync=False)
    job.wait_for_resource_creation()
    return job


def submit_batch_prediction_job():
    return aiplatform.BatchPredictionJob.submit(
        job_display_name="other",
        model_name="projects/p/locations/us-central1/models/7",
        gcs_source="gs://b/in.jsonl",
        gcs_destination_prefix="gs://b/out",
    )


def life_of(submit):
    """Of a job that is submitted, found, cancelled, and deleted."""
    submitted_job = submit()
    kind = type(submitted_job)
    get = getattr(kind, "get", kind)  # A BatchPredictionJob is got by its constructor.
    job = get(submitted_job.resource_name)
    running = job.state.name
    listed = kind.list(filter='display_name="other" AND state="JOB_STATE_RUNNING" AND NOT labels.env:*')
    job.cancel()
    at_once = job.state.name
    while (state := job.state.name) == "JOB_STATE_CANCELLING":
        time.sleep(0.1)
    error = job.error.message
    failure = error_of(submitted_job.wait) if kind is aiplatform.HyperparameterTuningJob else None
    trials = [trial.state.name for trial in job.trials] if kind is aiplatform.HyperparameterTuningJob else []
    job.delete()
    return {
        "states": [running, at_once, state],
        "listed": job_ids(listed) == [job.name],
        "error": error,
        "failure": failure,
        "trials": trials,
        "after_delete": error_of(lambda: get(job.resource_name)),
    }


def other_kinds():
    return {
        "CustomJob": life_of(submit_custom_job),
        "HyperparameterTuningJob": life_of(submit_tuning_job),
        "BatchPredictionJob": life_of(submit_batch_prediction_job),
    }


steps = [submit_and_get, list_jobs, cancel, wait, batch_cancel, delete, schedule, custom_jobs, other_kinds]
print(json.dumps({step.__name__: step() for step in steps}))
