"""Cancels a pipeline job with Google's Python SDK and waits for it.

Arguments: the base URL of a Vertex AI service, and the id of the job.
"""

import json
import sys

from google.cloud import aiplatform
from google.oauth2.credentials import Credentials

url, job_id = sys.argv[1:]
aiplatform.init(
    project="p", location="us-central1", api_endpoint=url, api_transport="rest", credentials=Credentials("any")
)
job = aiplatform.PipelineJob.get(job_id)
job.cancel()
try:
    job.wait()
except RuntimeError:
    pass  # that is how it says that the job was cancelled
print(json.dumps({}))
