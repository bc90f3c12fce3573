"""
Runs a workflow with workflows-emulator as a library, against a server on loopback in place of Google's.

Reads a JSON object from stdin: `source` (a file), `params`, `apiUrl` and `clockUrl`. Prints one: `result` or `error`, and
the names of all steps that were run, in order.

The emulator itself is left as it is installed. What it lacks, or does otherwise than Google documents, is put right here:

* requests go to loopback, with a token of the test; a host of another region than the path's is refused, as the service does;
* the time is the test's: a pause moves the clock on, and takes none;
* a connection that broke is a `ConnectionError` of the workflow, where the emulator itself would end;
* `map.get` with a list of keys is null where a key is missing, where the emulator would end;
* a variable of an iteration ends with its parallel step, where the emulator would keep it in later steps;
* its discovery documents are read once, as the JSON that they are, and values by the C parser of YAML: a hundred times as fast.

It runs all iterations of a parallel step at once, whatever `concurrency_limit` says, and repeats no connector call.
"""
import contextvars
import functools
import importlib.resources
import json
import logging
import re
import sys
import urllib.request
from urllib.parse import urlsplit

import requests
import yaml
from google.oauth2.credentials import Credentials
from workflows_emulator import main, render
from workflows_emulator.lib import http_utils, map_utils, sys_utils
from workflows_emulator.utils import WorkflowError

TOKEN = "token-of-the-workflow"

given = json.load(sys.stdin)
steps = []


class StepNames(logging.Handler):
    def emit(self, record):
        found = re.fullmatch(r"Step running: `(.*)`", record.getMessage())
        if found:
            steps.append(found[1])


def to_loopback(url):
    parts = urlsplit(url)
    host = re.fullmatch(r"(?:([a-z0-9-]+)-)?aiplatform\.googleapis\.com", parts.netloc)
    region = re.search(r"/locations/([^/]+)/", parts.path)
    if not host or not region:
        raise WorkflowError(message=f"no such host or path: {url}", tags=["ConnectionFailedError"], code=None)
    if host[1] not in (None, region[1]):
        raise WorkflowError(message=f"the location of {parts.path} does not match {parts.netloc}", tags=["HttpError"], code=400)
    return given["apiUrl"] + parts.path


class Session(http_utils.AuthorizedSession):
    def request(self, method, url, **options):
        try:
            return super().request(method, to_loopback(url), **options)
        except requests.exceptions.ConnectionError as error:
            raise WorkflowError(message=str(error), tags=["ConnectionError"], code=None) from error


class Clock:
    def __init__(self):
        self.pause(0)

    def pause(self, seconds):
        with urllib.request.urlopen(given["clockUrl"], data=json.dumps(seconds).encode()) as answer:
            self.seconds = json.load(answer) / 1000

    def now(self):
        return self.seconds


@functools.cache
def package_json(path):
    return json.loads((importlib.resources.files("workflows_emulator") / path).read_text())


class FastYaml:
    @staticmethod
    def safe_load(text):
        return yaml.load(text, Loader=yaml.CSafeLoader)


def get_nested(value, keys):
    for key in [keys] if isinstance(keys, str) else keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


execute_parallel = main.StepParallel.execute


def execute_parallel_in_a_context_of_its_own(step):
    return contextvars.copy_context().run(execute_parallel, step)


clock = Clock()
http_utils.AuthorizedSession = Session
http_utils.default = lambda **_: (Credentials(TOKEN), None)
map_utils.get = get_nested
main.load_package_config = package_json
render.yaml = FastYaml
main.sleep = clock.pause
sys_utils.sleep = clock.pause
sys_utils.now = clock.now
main.StepParallel.execute = execute_parallel_in_a_context_of_its_own

log = logging.getLogger("workflows")
log.setLevel(logging.INFO)
log.propagate = False
log.addHandler(StepNames())
logging.getLogger().setLevel(logging.CRITICAL)

try:
    outcome = {"result": main.execute_workflow(main.load_workflow(given["source"]), given["params"])}
except WorkflowError as error:
    payload = error.payload
    outcome = {"error": payload.to_dict() if hasattr(payload, "to_dict") else {"message": payload}}
print(json.dumps({**outcome, "steps": steps}))
