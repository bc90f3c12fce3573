"""A test with the real Pulumi CLI and the real provider, against a fake Vertex AI on loopback."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from pulumi import automation

PARENT = "projects/my-project/locations/us-central1"


class Fake:
    def __init__(self, url: str) -> None:
        self.url = url

    def call(self, method: str, path: str, body: object = None) -> dict[str, object]:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        with urlopen(Request(f"{self.url}/v1/{path}", data, headers, method=method)) as response:
            answer: dict[str, object] = json.load(response)
            return answer

    def submit(self, job: str, labels: dict[str, str]) -> None:
        body = {
            "labels": labels,
            "templateUri": "https://us-kfp.pkg.dev/my-project/pipelines/training/v1",
            "runtimeConfig": {"gcsOutputDirectory": "gs://my-bucket/training"},
        }
        self.call("POST", f"{PARENT}/pipelineJobs?pipelineJobId={job}", body)

    def state(self, job: str) -> object:
        return self.call("GET", f"{PARENT}/pipelineJobs/{job}")["state"]


@pytest.fixture(scope="module")
def fake() -> Iterator[Fake]:
    command = ["npx", "--yes", "--package", "pulumi-vertex-jobs", "fake-vertex-ai", "--time-to-cancel-ms", "500"]
    # In a group of its own, so that what npx has started ends with it.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert process.stdout
        url = process.stdout.readline().strip()
        assert url, "fake-vertex-ai did not start"
        yield Fake(url)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


@pytest.fixture(scope="module")
def stack(fake: Fake) -> Iterator[automation.Stack]:
    stack = automation.create_or_select_stack("test", work_dir=str(Path(__file__).parent))
    stack.set_all_config(
        {
            "env": automation.ConfigValue("pr-7"),
            "vertex-jobs:project": automation.ConfigValue("my-project"),
            "vertex-jobs:region": automation.ConfigValue("us-central1"),
            "vertex-jobs:vertexAiCustomEndpoint": automation.ConfigValue(f"{fake.url}/v1/"),
            "vertex-jobs:accessToken": automation.ConfigValue("any", secret=True),
        }
    )
    yield stack
    stack.destroy()
    stack.workspace.remove_stack("test")


def test_the_stack_stops_its_own_jobs_and_no_others(fake: Fake, stack: automation.Stack) -> None:
    fake.submit("own", {"env": "pr-7"})
    fake.submit("kept", {"env": "pr-7", "keep": "yes"})
    fake.submit("foreign", {"env": "pr-8"})

    result = stack.up()

    assert result.outputs["stopped"].value == 1
    states = {job: fake.state(job) for job in ["own", "kept", "foreign"]}
    assert states == {
        "own": "PIPELINE_STATE_CANCELLED",
        "kept": "PIPELINE_STATE_RUNNING",
        "foreign": "PIPELINE_STATE_RUNNING",
    }


def test_destroy_stops_what_was_submitted_since(fake: Fake, stack: automation.Stack) -> None:
    fake.submit("late", {"env": "pr-7"})
    stack.destroy()
    assert fake.state("late") == "PIPELINE_STATE_CANCELLED"
