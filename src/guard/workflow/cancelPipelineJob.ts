import { PIPELINE_JOBS } from "../../vertex/kinds/kinds";
import type { Subworkflows } from "./definition";
import { stoppingSubworkflows } from "./stopJobs";

/** How long a cancellation is awaited unless something else is asked for: as long as a connector waits. */
export const DEFAULT_WAIT_SECONDS = 1_800;

/**
 * Subworkflows for Google Workflows that cancel a Vertex AI pipeline job *and* wait until it has stopped. The connector's
 * `cancel` alone is answered at once, and says nothing about whether the job stopped.
 *
 * `cancelPipelineJob(name, region, waitSeconds)` returns the state in which the job ended: `PIPELINE_STATE_CANCELLED`, or
 * `PIPELINE_STATE_SUCCEEDED` or `PIPELINE_STATE_FAILED` when the job was faster, or `NOT_FOUND`. It raises an error that
 * names the job when the cancellation is refused, and a `TimeoutError` when the job has not stopped after `waitSeconds`,
 * which are 1,800 unless given. The others are what it calls.
 *
 * @example
 * stringify({ main: { steps: [{ stop: { call: "cancelPipelineJob", args: { name, region } } }] }, ...cancelPipelineJobWorkflow() })
 *
 * @see https://cloud.google.com/workflows/docs/reference/googleapis/aiplatform/v1/projects.locations.pipelineJobs/cancel
 */
export function cancelPipelineJobWorkflow(): Subworkflows {
  return {
    cancelPipelineJob: {
      params: ["name", "region", { waitSeconds: DEFAULT_WAIT_SECONDS }],
      steps: [
        { beginCancelling: { assign: [{ deadlineSeconds: "${sys.now() + waitSeconds}" }] } },
        {
          cancel: {
            call: "requestCancellationOfJob",
            args: { name: "${name}", region: "${region}", deadlineSeconds: "${deadlineSeconds}" },
          },
        },
        {
          wait: {
            call: "awaitEndOfJob",
            args: { name: "${name}", region: "${region}", deadlineSeconds: "${deadlineSeconds}" },
            result: "endState",
          },
        },
        { returnEndState: { return: "${endState}" } },
      ],
    },
    ...stoppingSubworkflows([PIPELINE_JOBS]),
  };
}
