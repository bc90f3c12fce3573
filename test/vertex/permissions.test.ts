import assert from "node:assert/strict";
import { HttpError } from "../../src/vertex/errors";
import { Deadline } from "../../src/vertex/http/deadline";
import { kindsNamed } from "../../src/vertex/kinds/kindNames";
import { KINDS } from "../../src/vertex/kinds/kinds";
import { REQUIRED_PERMISSIONS } from "../../src/vertex/permissions";
import { vertexAiAt } from "../support/vertexAi";
import { PLACE, withFake } from "../support/withFake";

describe("REQUIRED_PERMISSIONS", () => {
  const fake = withFake();

  for (const kind of KINDS) {
    it(`contains for ${kind.collection} exactly the permissions that the 403 errors of all methods name`, async () => {
      fake().addFault({ fault: { status: 403 } });
      const { client, schedules, deletion } = vertexAiAt(fake().endpoint);
      const job = { ...PLACE, jobId: "1" };
      const schedule = `projects/p/locations/us-central1/schedules/1`;
      const deadline = new Deadline(60_000);
      const named = new Set<string>();
      const children = kindsNamed(kind.children.map(({ collection }) => collection));
      for (const call of [
        ...[kind, ...children].flatMap((one) => [
          () => client.get(one, job, deadline),
          () => client.cancel(one, job, { deadline }),
          () => client.list(one, PLACE, {}, deadline),
        ]),
        ...(kind.hasBatchMethods
          ? [
              () => client.batchCancel(kind, PLACE, ["a"], { deadline }),
              () => deletion.batchDelete(kind, PLACE, ["a"], deadline),
            ]
          : []),
        ...(kind.canBeDeleted ? [() => deletion.delete(kind, job, deadline)] : []),
        ...(kind.isLaunchedBySchedules
          ? [
              () => schedules.list(PLACE, {}, deadline),
              () => schedules.get(PLACE, schedule, deadline),
              () => schedules.pause(PLACE, schedule, deadline),
              () => schedules.resume(PLACE, schedule, deadline),
            ]
          : []),
      ]) {
        await assert.rejects(call, (error: unknown) => {
          assert.ok(error instanceof HttpError);
          const permission = String(error.content.parameters.permission);
          assert.match(error.message, new RegExp(`\\(needs ${permission}\\)$`));
          named.add(permission);
          return true;
        });
      }
      const required = Object.values(REQUIRED_PERMISSIONS[kind.collection]).flat();
      assert.deepEqual([...named].sort(), [...new Set(required)].sort());
    });
  }
});
