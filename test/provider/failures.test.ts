import assert from "node:assert/strict";
import { message } from "../../src/messages/message";
import { describeFailure, describeFallback, type Situation } from "../../src/provider/failures";
import { AuthError, HttpError, TimeoutError } from "../../src/vertex/errors";

const tried = message("cannotGet", { name: "x" });
const NAMES = { tried, status: "S", said: "no", permission: "a.b" };
const describeIt = (error: unknown, situation: Partial<Situation> = {}) =>
  describeFailure(error, {
    operation: "create",
    lastKnown: undefined,
    elapsedMs: 0,
    urn: "urn:pulumi:s::p::t::resource",
    ...situation,
  });

describe("describeFallback", () => {
  it("names the expired access token and the identity that replaces it", () => {
    const common = { scopes: [], universeDomain: "googleapis.com" };
    const refused = {
      credentials: { kind: "accessToken", accessToken: "t" },
      source: "gcp:accessToken",
      ...common,
    } as const;
    const used = {
      credentials: { kind: "applicationDefault" },
      source: "Application Default Credentials",
      ...common,
    } as const;
    assert.equal(
      describeFallback(refused, used),
      "gcp:accessToken of the last `pulumi up` is not valid any more: using Application Default Credentials instead",
    );
  });
});

describe("describeFailure", () => {
  it("says what to do next", () => {
    assert.equal(
      describeIt(new HttpError(message("permissionDenied", NAMES), { status: 403 })),
      "cannot get x: HTTP 403 S: no (needs a.b). Grant that permission, which roles/aiplatform.user contains",
    );
    assert.equal(
      describeIt(
        new HttpError(message("accessTokenRefused", { ...NAMES, source: "gcp:accessToken" }), { status: 401 }),
      ),
      "cannot get x: HTTP 401S: no. The access token of gcp:accessToken is not valid or has expired, and can't be renewed: " +
        "set a new one, or use gcp:credentials, gcp:impersonateServiceAccount, or Application Default Credentials, " +
        "which outlast a wait",
    );
  });

  it("uses the next step of the underlying failure", () => {
    const failure = message("noDefaultCredentials", { fault: "none" });
    assert.equal(
      describeIt(new AuthError(message("failedTo", { tried, failure }))),
      "cannot get x: no Application Default Credentials: none. " +
        "Set gcp:credentials or gcp:accessToken, or run `gcloud auth application-default login`",
    );
  });

  it("adds no next step to a failure without one or to an error of another library", () => {
    assert.equal(
      describeIt(new HttpError(message("badRequest", NAMES), { status: 400 })),
      "cannot get x: HTTP 400 S: no",
    );
    assert.equal(describeIt(new Error("other\nlibrary.")), "other library");
    assert.equal(describeIt("a text"), "a text");
  });

  it("says how to resume a wait that timed out", () => {
    const late = new TimeoutError(message("timedOutUnseen", { timeout: "1m", job: "x" }));
    const text = "timed out after 1m waiting for x to stop";
    const steps = {
      create: "Run `pulumi up` again to resume the wait, or allow more time with customTimeouts.create",
      update: "Run `pulumi up` again to resume the wait, or allow more time with customTimeouts.update",
      read: "Run `pulumi refresh` again",
    } as const;
    for (const [operation, step] of Object.entries(steps)) {
      assert.equal(describeIt(late, { operation: operation as keyof typeof steps }), `${text}. ${step}`);
    }
    assert.match(
      describeIt(late, { operation: "delete" }),
      /\. Run `pulumi destroy` again .*customTimeouts\.delete\. To remove/,
    );
  });

  it("adds the last known state and the elapsed time unless the message has them", () => {
    const situation = { lastKnown: "PIPELINE_STATE_RUNNING", elapsedMs: 65_000 };
    assert.equal(
      describeIt(new Error("a.b failed."), situation),
      "a.b failed (last known: PIPELINE_STATE_RUNNING, after 1m5s)",
    );
    const told = { timeout: "1m", job: "x", state: "PIPELINE_STATE_RUNNING", seen: "…" };
    assert.doesNotMatch(describeIt(new TimeoutError(message("timedOut", told)), situation), /last known/);
  });

  it("says how to remove a resource that can't be deleted", () => {
    const removing = "To remove the resource from the state without stopping anything: pulumi state delete";
    assert.equal(
      describeIt(new Error("no"), { operation: "delete" }),
      `no. ${removing} 'urn:pulumi:s::p::t::resource'`,
    );
    assert.equal(describeIt(new Error("no"), { operation: "delete", urn: undefined }), `no. ${removing} 'URN'`);
  });
});
