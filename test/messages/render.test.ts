import assert from "node:assert/strict";
import { Failure, stepAfter, textOf } from "../../src/messages/failure";
import { inputName, message } from "../../src/messages/message";
import { PULUMI_WORDS, render, renderStep, type Words } from "../../src/messages/render";

const COMMAND: Words = { reader: "command", nameOf: (name) => `--${name}` };
const REFRESH: Words = { ...PULUMI_WORDS, reader: "refresh" };

describe("render", () => {
  it("fills in strings, numbers with thousands separators, and lists", () => {
    const many = message("tooManyJobs", { count: 1_234, maxJobs: 100, names: ["a", "b"] });
    assert.equal(render(many), "1,234 jobs match, and maxJobs is 100: a, b");
  });

  it("uses the reader's input names in the text and in a parameter", () => {
    const many = message("tooManyJobs", { count: 2, maxJobs: 1, names: "a" });
    assert.equal(render(many, COMMAND), "2 jobs match, and --maxJobs is 1: a");
    const pair = message("notTogether", { others: [inputName("labels"), inputName("states")] });
    assert.equal(render(pair, COMMAND), "can't be given together with --labels, --states");
    assert.equal(render(pair), "can't be given together with labels, states");
  });

  it("uses a separate text for a reader that has one", () => {
    const missing = message("noDefault", { config: "gcp:project", variable: "GOOGLE_PROJECT" });
    assert.match(render(missing), /set gcp:project or GOOGLE_PROJECT$/);
    assert.doesNotMatch(render(missing, COMMAND), /gcp:/);
  });

  it("renders a nested message for the same reader", () => {
    const refusal = message("refused", { maxJobs: 2 });
    const preview = message("wouldStop", { jobs: "3 jobs", when: "", deletion: "", refusal, list: "" });
    assert.equal(render(preview, COMMAND), "would stop 3 jobs, which is refused: --maxJobs is 2:");
  });

  it("does not fill in placeholders inside a parameter", () => {
    assert.equal(render(message("givenTwice", { option: "{key} {@maxJobs}" })), "{key} {@maxJobs} is given twice");
  });
});

describe("renderStep", () => {
  const waited = message("timedOutUnseen", { timeout: "1m", job: "a" });

  it("gives each reader a separate step", () => {
    assert.match(String(renderStep(waited)), /^Run `pulumi up` again/);
    assert.equal(renderStep(waited, REFRESH), "Run `pulumi refresh` again");
    assert.match(String(renderStep(waited, COMMAND)), /raise --timeout$/);
  });

  it("says that a cancellation goes on only if one was sent", () => {
    const unanswered = message("timedOutRetrying", { timeout: "5m", fault: "HTTP 503" });
    assert.match(String(renderStep(waited, COMMAND)), /^Cancellation goes on at the server/);
    const again = "Run the same command again, or raise --timeout";
    assert.equal(renderStep(unanswered, COMMAND), again);
    assert.equal(renderStep(message("timedOutBeforeCancel"), COMMAND), again);
  });

  it("returns the step of a nested failure, and no step otherwise", () => {
    const tried = message("cannotGet", { name: "a" });
    const failure = message("noDefaultCredentials", { fault: "none" });
    assert.equal(renderStep(message("failedTo", { tried, failure })), renderStep(failure));
    assert.equal(renderStep(message("failedTo", { tried, failure: "no" })), undefined);
    assert.equal(renderStep(message("httpError", { tried, code: "500", status: "INTERNAL", said: "" })), undefined);
  });
});

describe("textOf and stepAfter", () => {
  it("return the text and the step of a failure for each reader", () => {
    const failure = new Failure(message("tooManyJobs", { count: 2, maxJobs: 1, names: "a" }));
    assert.equal(textOf(failure, COMMAND), "2 jobs match, and --maxJobs is 1: a");
    assert.match(String(stepAfter(failure, COMMAND)), /raise --maxJobs$/);
  });

  it("return one line without a period and no step for an error of another package", () => {
    assert.equal(textOf(new Error("a\nb.")), "a b");
    assert.equal(textOf("c"), "c");
    assert.equal(stepAfter(new Error("a")), undefined);
  });
});
