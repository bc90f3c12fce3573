import assert from "node:assert/strict";
import { HttpError } from "../../src/vertex/errors";
import { Deadline } from "../../src/vertex/http/deadline";
import { CUSTOM_JOBS, PIPELINE_JOBS } from "../../src/vertex/kinds/kinds";
import { REQUIRED_PERMISSIONS } from "../../src/vertex/permissions";
import { vertexAiAt } from "../support/vertexAi";
import { PLACE, withFake } from "../support/withFake";

describe("REQUIRED_PERMISSIONS", () => {
  const fake = withFake();

  it("contains exactly the permissions that the 403 errors of all methods name", async () => {
    fake().addFault({ fault: { status: 403 } });
    const { client, schedules } = vertexAiAt(fake().endpoint);
    const job = { ...PLACE, jobId: "a" };
    const schedule = `projects/p/locations/us-central1/schedules/1`;
    const deadline = new Deadline(60_000);
    const named = new Set<string>();
    for (const call of [
      () => client.get(PIPELINE_JOBS, job, deadline),
      () => client.cancel(PIPELINE_JOBS, job, deadline),
      () => client.batchCancel(PIPELINE_JOBS, PLACE, ["a"], deadline),
      () => client.list(PIPELINE_JOBS, PLACE, {}, deadline),
      () => client.get(CUSTOM_JOBS, job, deadline),
      () => client.list(CUSTOM_JOBS, PLACE, {}, deadline),
      () => client.cancel(CUSTOM_JOBS, job, deadline),
      () => schedules.list(PLACE, {}, deadline),
      () => schedules.get(PLACE, schedule, deadline),
      () => schedules.pause(PLACE, schedule, deadline),
      () => schedules.resume(PLACE, schedule, deadline),
    ]) {
      await assert.rejects(call, (error: unknown) => {
        assert.ok(error instanceof HttpError);
        const permission = String(error.content.parameters.permission);
        assert.match(error.message, new RegExp(`\\(needs ${permission}\\)$`));
        named.add(permission);
        return true;
      });
    }
    assert.deepEqual([...named].sort(), [...new Set(Object.values(REQUIRED_PERMISSIONS).flat())].sort());
  });
});
