"""Stops every running pipeline job with Google's Python SDK, in one of two ways, and tells what that took.

Arguments: `loop` or `batch`, the base URL of a Vertex AI service, and the URL of a virtual clock.
"""

import json
import resource
import sys
import time
import urllib.request

way, url, clock = sys.argv[1:]


def ask(path):
    with urllib.request.urlopen(clock + path) as answer:
        return float(answer.read())


time.time = time.monotonic = lambda: ask("/now")
time.sleep = lambda seconds: ask(f"/sleep?seconds={seconds}")

from google.api_core import exceptions, retry
from google.cloud import aiplatform
from google.oauth2.credentials import Credentials

aiplatform.init(
    project="p", location="us-central1", api_endpoint=url, api_transport="rest", credentials=Credentials("any")
)
RUNNING = 'state="PIPELINE_STATE_RUNNING"'


def loop():
    """What people write."""
    jobs = aiplatform.PipelineJob.list(filter=RUNNING)
    for job in jobs:
        job.cancel()
    for job in jobs:
        job.wait()


def batch():
    """The best that the SDK has: batches, their operations awaited, retried where the quota is used up."""
    jobs = aiplatform.PipelineJob.list(filter=RUNNING, enable_simple_view=True)
    patient = retry.Retry(predicate=retry.if_exception_type(exceptions.TooManyRequests), timeout=3600)
    names = [job.name for job in jobs]
    chunks = [names[start : start + 32] for start in range(0, len(names), 32)]
    operations = [patient(jobs[0].batch_cancel)("p", "us-central1", chunk) for chunk in chunks]
    for operation in operations:
        operation.result(timeout=3600)


died = None
try:
    {"loop": loop, "batch": batch}[way]()
except exceptions.GoogleAPICallError as error:
    died = type(error).__name__
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"died": died, "cpuSeconds": usage.ru_utime + usage.ru_stime, "peakBytes": usage.ru_maxrss * 1024}))
