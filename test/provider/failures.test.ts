import assert from "node:assert/strict";
import { describeFailure, type Situation } from "../../src/provider/failures";
import {
  AuthError,
  ConnectionError,
  HttpError,
  type HttpFailure,
  TimeoutError,
  TooManyJobsError,
} from "../../src/vertex/errors";

const http = (failure: Partial<HttpFailure>) =>
  new HttpError("it failed", { status: 400, permission: "aiplatform.pipelineJobs.get", ...failure });
const describeIt = (error: unknown, situation: Partial<Situation> = {}) =>
  describeFailure(error, {
    operation: "create",
    lastKnown: undefined,
    elapsedMs: 0,
    urn: "urn:pulumi:s::p::t::resource",
    ...situation,
  });

describe("describeFailure", () => {
  it("says what to do next", () => {
    const cases: [unknown, string][] = [
      [
        new AuthError("no"),
        "no. Set gcp:credentials or gcp:accessToken, or run `gcloud auth application-default login`",
      ],
      [new TooManyJobsError("3", 0), "3. Nothing was cancelled: narrow the selector, or raise maxJobs"],
      [new ConnectionError("down"), "down. Check the network, the region and gcp:vertexAiCustomEndpoint"],
      [
        http({ status: 404, googleStatus: "NOT_FOUND" }),
        "it failed. Check the name, or set ignoreMissing to count a missing job as stopped",
      ],
      [http({ status: 401 }), "it failed. The credentials are not accepted: check gcp:credentials, or log in again"],
      [
        http({ status: 401, fixedTokenSource: "gcp:accessToken" }),
        "it failed. The access token of gcp:accessToken is not valid or has ended, and can't be renewed: set a new one, or " +
          "use gcp:credentials, gcp:impersonateServiceAccount or Application Default Credentials, which outlast a wait",
      ],
      [
        http({ status: 403, reason: "SERVICE_DISABLED" }),
        "it failed. Enable the API: gcloud services enable aiplatform.googleapis.com. If the project is not the one that " +
          "is meant, set gcp:userProjectOverride and gcp:billingProject",
      ],
      [
        http({ status: 403, reason: "IAM_PERMISSION_DENIED" }),
        "it failed. Grant that permission, which roles/aiplatform.user contains",
      ],
      [http({ status: 400 }), "it failed"],
      [new Error("other"), "other"],
      ["a text", "a text"],
    ];
    for (const [error, message] of cases) assert.equal(describeIt(error), message);
  });

  it("says how a wait that timed out goes on", () => {
    const late = new TimeoutError("timed out.");
    assert.equal(
      describeIt(late, { operation: "update" }),
      "timed out. Run `pulumi up` again to go on waiting, or give it more time with customTimeouts.update",
    );
    assert.equal(describeIt(late, { operation: "read" }), "timed out. Run `pulumi refresh` again");
    assert.match(
      describeIt(late, { operation: "delete" }),
      /^timed out\. Run `pulumi destroy` again .*Timeouts\.delete\./,
    );
  });

  it("tells what was last known, and when, unless the message does", () => {
    const situation = { lastKnown: "PIPELINE_STATE_RUNNING", elapsedMs: 65_000 };
    assert.equal(
      describeIt(new Error("a.b failed."), situation),
      "a.b failed (last known: PIPELINE_STATE_RUNNING, after 1m5s)",
    );
    assert.equal(describeIt(new Error("is PIPELINE_STATE_RUNNING"), situation), "is PIPELINE_STATE_RUNNING");
    assert.doesNotMatch(describeIt(new TimeoutError("timed out"), situation), /last known/);
  });

  it("says how to let a resource go that can't be deleted", () => {
    const lettingGo = "To let the resource go without stopping anything: pulumi state delete";
    assert.equal(
      describeIt(new Error("no"), { operation: "delete" }),
      `no. ${lettingGo} 'urn:pulumi:s::p::t::resource'`,
    );
    assert.equal(describeIt(new Error("no"), { operation: "delete", urn: undefined }), `no. ${lettingGo} 'URN'`);
  });
});
