import type { JobKind } from "../../vertex/kinds/jobKind";
import type { StepBody, Subworkflow, Subworkflows } from "./definition";
import { getJob } from "./getJob";
import { NOT_FOUND, statesAmong, UNKNOWN_STATE } from "./stateNames";

/** What cancels one job of some kinds, what awaits its end, and what both look at it with. */
export function stoppingSubworkflows(kinds: readonly JobKind[]): Subworkflows {
  const stopped = [...statesAmong(kinds, ({ terminalStates }) => [...terminalStates]), NOT_FOUND];
  return {
    requestCancellationOfJob: requestCancellation(kinds, stopped),
    awaitEndOfJob: awaitEnd(stopped),
    getStateOfJob: getState(),
  };
}

/**
 * Asks for cancellation until that is accepted or moot. The connector repeats the request itself a few times after a 429
 * or a 503. After an error the job's state decides, never the error's text: a job that has ended meanwhile is refused.
 */
function requestCancellation(kinds: readonly JobKind[], stopped: readonly string[]): Subworkflow {
  const moot = [...stopped, ...statesAmong(kinds, ({ cancellingState }) => [cancellingState])];
  return {
    params: ["name", "region", "deadlineSeconds"],
    steps: [
      { beginRequesting: { assign: [{ requestDelaySeconds: 1 }] } },
      // Here, since what is assigned first in an `except` ends with it.
      { clearRequestError: { assign: [{ requestError: "" }, { isRepeatable: false }] } },
      {
        request: {
          try: callConnector(kinds),
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
      { beginJudging: { assign: [{ moot }] } },
      {
        lookAfterRequestError: {
          call: "getStateOfJob",
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

/**
 * Every kind has a connector of its own, and the name of a connector can't be an expression.
 *
 * @see https://cloud.google.com/workflows/docs/reference/googleapis/aiplatform/Overview
 */
function callConnector(kinds: readonly JobKind[]): StepBody {
  const [{ collection }] = kinds as readonly [JobKind];
  if (kinds.length === 1) return connectorCall(collection);
  const branches = kinds.map((kind) => ({
    condition: `\${text.split(name, "/")[4] == "${kind.collection}"}`,
    steps: [{ [connectorStep(kind)]: connectorCall(kind.collection) }],
  }));
  return { steps: [{ chooseConnector: { switch: branches } }] };
}

/** Name of the step that calls a kind's connector, if there is more than one. */
export function connectorStep({ collection }: JobKind): string {
  return `cancelOneOf_${collection}`;
}

function connectorCall(collection: string): StepBody {
  return {
    call: `googleapis.aiplatform.v1.projects.locations.${collection}.cancel`,
    args: { name: "${name}", region: "${region}" },
  };
}

/** Looks at a job until it has stopped, by the connectors' polling policy: after 1 s, then ×1.25, at most 60 s. */
function awaitEnd(stopped: readonly string[]): Subworkflow {
  return {
    params: ["name", "region", "deadlineSeconds"],
    steps: [
      { beginWaiting: { assign: [{ pollDelaySeconds: 1 }, { stopped }] } },
      {
        look: {
          call: "getStateOfJob",
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
      { returnState: { return: `\${default(map.get(answer.body, "state"), "${UNKNOWN_STATE}")}` } },
    ],
  };
}
