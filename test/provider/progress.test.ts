import assert from "node:assert/strict";
import sinon from "sinon";
import { message } from "../../src/messages/message";
import type { LogEntry } from "../../src/provider/progress";
import { Progress } from "../../src/provider/progress";

describe("Progress", () => {
  let clock: sinon.SinonFakeTimers;
  let told: LogEntry[];
  let progress: Progress;
  const messages = () => told.map(({ message }) => message);

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ["performance"] });
    told = [];
    progress = new Progress(async (entry) => void told.push(entry), "urn:pulumi:s::p::t::resource");
  });
  afterEach(() => clock.restore());

  it("shows a change immediately but at most once a second", () => {
    progress.show("A");
    progress.show("B");
    clock.tick(1_000);
    progress.show("C");
    assert.deepEqual(messages(), ["A", "C"]);
  });

  it("repeats an unchanged state every 30 seconds with its duration", () => {
    for (let second = 0; second <= 60; second += 1) {
      progress.show("A");
      clock.tick(1_000);
    }
    assert.deepEqual(messages(), ["A", "A for 30s", "A for 1m"]);
  });

  it("shows the delayed change on flush", async () => {
    progress.show("A");
    progress.show("B");
    await progress.flush();
    assert.deepEqual(messages(), ["A", "B"]);
  });

  it("logs permanent messages at the resource's URN", () => {
    progress.info(message("otherError", { text: "kept" }));
    progress.warn(message("otherError", { text: "careful" }));
    assert.deepEqual(told, [
      { severity: "info", message: "kept", urn: "urn:pulumi:s::p::t::resource", ephemeral: false },
      { severity: "warning", message: "careful", urn: "urn:pulumi:s::p::t::resource", ephemeral: false },
    ]);
  });

  it("shows nothing without a URN", () => {
    new Progress(async (entry) => void told.push(entry), undefined).info(message("noJobMatches"));
    assert.deepEqual(told, []);
  });
});
