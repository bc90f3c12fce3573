import type { Poller } from "../../poller";

/** `PipelineJob.wait()` of google-cloud-aiplatform: `_JOB_WAIT_TIME`, which never grows. */
export const vertexPythonSdk: Poller = { who: "Vertex Python SDK", intervalMs: () => 5_000 };
