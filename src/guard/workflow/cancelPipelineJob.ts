import { GUARDED_KIND } from "../guardedKind";
import type { Subworkflow, Subworkflows } from "./definition";
import { getJob } from "./getJob";

/** What a look at a job that does not exist, or exists no longer, says in place of a state. */
export const NOT_FOUND = "NOT_FOUND";

/** How long a cancellation is awaited unless something else is asked for: as long as a connector waits. */
export const DEFAULT_WAIT_SECONDS = 1_800;

const CANCEL = "googleapis.aiplatform.v1.projects.locations.pipelineJobs.cancel";
const STOPPED = [...GUARDED_KIND.terminalStates, NOT_FOUND];

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
            call: "requestCancellationOfPipelineJob",
            args: { name: "${name}", region: "${region}", deadlineSeconds: "${deadlineSeconds}" },
          },
        },
        {
          wait: {
            call: "awaitEndOfPipelineJob",
            args: { name: "${name}", region: "${region}", deadlineSeconds: "${deadlineSeconds}" },
            result: "endState",
          },
        },
        { returnEndState: { return: "${endState}" } },
      ],
    },
    ...stoppingSubworkflows(),
  };
}

/** What cancels one job, what awaits its end, and what both look at it with. */
export function stoppingSubworkflows(): Subworkflows {
  return {
    requestCancellationOfPipelineJob: requestCancellation(),
    awaitEndOfPipelineJob: awaitEnd(),
    getStateOfPipelineJob: getState(),
  };
}

/**
 * Asks for cancellation until that is accepted or moot. The connector repeats the request itself a few times after a 429
 * or a 503. After an error the job's state decides, never the error's text: a job that has ended meanwhile is refused.
 */
function requestCancellation(): Subworkflow {
  return {
    params: ["name", "region", "deadlineSeconds"],
    steps: [
      { beginRequesting: { assign: [{ requestDelaySeconds: 1 }] } },
      // Here, since what is assigned first in an `except` ends with it.
      { clearRequestError: { assign: [{ requestError: "" }, { isRepeatable: false }] } },
      {
        request: {
          try: { call: CANCEL, args: { name: "${name}", region: "${region}" } },
          except: {
            as: "e",
            steps: [
              {
                noteRequestError: {
                  assign: [
                    { requestError: "${e.message}" },
                    { codesToRepeat: [408, 429, 500, 502, 503, 504] },
                    { isRepeatable: '${default(map.get(e, "code"), 0) in codesToRepeat}' },
                    { isRepeatable: '${isRepeatable or "ConnectionError" in e.tags or "TimeoutError" in e.tags}' },
                    { isRepeatable: '${isRepeatable or "ConnectionFailedError" in e.tags}' },
                  ],
                },
              },
            ],
          },
        },
      },
      { judgeRequest: { switch: [{ condition: '${requestError == ""}', return: "REQUESTED" }] } },
      { beginJudging: { assign: [{ moot: [...STOPPED, GUARDED_KIND.cancellingState] }] } },
      {
        lookAfterRequestError: {
          call: "getStateOfPipelineJob",
          args: { name: "${name}", region: "${region}" },
          result: "stateAfterRequestError",
        },
      },
      {
        judgeRequestError: {
          switch: [
            { condition: "${stateAfterRequestError in moot}", return: "${stateAfterRequestError}" },
            {
              condition: "${not(isRepeatable) or sys.now() >= deadlineSeconds}",
              raise: {
                message: '${"could not cancel " + name + ", which is " + stateAfterRequestError + ": " + requestError}',
                tags: ["CancellationError"],
              },
            },
          ],
        },
      },
      { pauseBeforeRequest: { call: "sys.sleep", args: { seconds: "${int(requestDelaySeconds)}" } } },
      { lengthenRequestDelay: { assign: [{ requestDelaySeconds: "${math.min(requestDelaySeconds * 1.25, 60)}" }] } },
      { requestAgain: { next: "clearRequestError" } },
    ],
  };
}

/** Looks at a job until it has stopped, by the connectors' polling policy: after 1 s, then ×1.25, at most 60 s. */
function awaitEnd(): Subworkflow {
  return {
    params: ["name", "region", "deadlineSeconds"],
    steps: [
      { beginWaiting: { assign: [{ pollDelaySeconds: 1 }, { stopped: STOPPED }] } },
      {
        look: {
          call: "getStateOfPipelineJob",
          args: { name: "${name}", region: "${region}" },
          result: "state",
        },
      },
      {
        judgeState: {
          switch: [
            { condition: "${state in stopped}", return: "${state}" },
            {
              condition: "${sys.now() >= deadlineSeconds}",
              raise: {
                message:
                  '${name + " was still " + state + " when time was up. Its cancellation goes on: look again later, or wait longer."}',
                tags: ["TimeoutError"],
              },
            },
          ],
        },
      },
      {
        pauseBeforeLook: {
          call: "sys.sleep",
          // Whole seconds; the last look comes when time is up, not before.
          args: { seconds: "${int(math.min(pollDelaySeconds, deadlineSeconds - sys.now() + 1))}" },
        },
      },
      { lengthenPollDelay: { assign: [{ pollDelaySeconds: "${math.min(pollDelaySeconds * 1.25, 60)}" }] } },
      { lookAgain: { next: "look" } },
    ],
  };
}

/** Returns the job's state. */
function getState(): Subworkflow {
  return {
    params: ["name", "region"],
    steps: [
      getJob({
        step: "getJob",
        verb: "Get",
        region: "region",
        name: "name",
        fields: "state",
        whenMissing: NOT_FOUND,
        result: "answer",
      }),
      { returnState: { return: '${default(map.get(answer.body, "state"), "PIPELINE_STATE_UNSPECIFIED")}' } },
    ],
  };
}
