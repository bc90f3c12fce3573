import assert from "node:assert/strict";
import { DrivenClock } from "../../../src/testing";
import { JOB_EXAMPLES } from "../../testing/jobExamples";
import { itAnswersAsTheProtosSay, withRecordedFake } from "../recordedFake";
import { CODES, VERSIONS } from "./gapicClients";
import { type Answer, JobClients } from "./jobClients";

const parent = "projects/p/locations/us-central1";

for (const version of Object.keys(VERSIONS)) {
  describe(`Jobs of every kind with @google-cloud/aiplatform ${version}`, function () {
    this.timeout(20_000);
    const clock = new DrivenClock();
    const recorded = withRecordedFake({ clock, timeToCancelMs: 30_000 });
    let clients: JobClients;

    before(() => {
      clients = new JobClients(version, recorded.port());
    });
    after(() => clients.close());

    for (const example of JOB_EXAMPLES) {
      const { collection, typeName, statePrefix, cancelledError, canBeDeleted } = example;
      const call = (method: string, request: object) => clients.call(method, request);
      const list = async (filter: string): Promise<string[]> => {
        const [jobs] = await call(`list${typeName}s`, { parent, filter });
        return (jobs as unknown as Answer[]).map(({ name }) => name);
      };

      it(`creates, gets, lists, ${canBeDeleted ? "cancels, and deletes" : "and cancels"} one of ${collection}`, async () => {
        const name = await clients.create(parent, example);
        assert.match(name, new RegExp(`^projects/123456789012/locations/us-central1/${collection}/`));
        const [job] = await call(`get${typeName}`, { name });
        assert.equal(job.state, `${statePrefix}RUNNING`);
        assert.deepEqual(await list(`state="${statePrefix}RUNNING"`), [name]);
        assert.deepEqual(await list(`state="${statePrefix}FAILED"`), []);

        await call(`cancel${typeName}`, { name });
        assert.equal((await call(`get${typeName}`, { name }))[0].state, `${statePrefix}CANCELLING`);
        clock.advance(30_000);
        const [cancelled] = await call(`get${typeName}`, { name });
        assert.equal(cancelled.state, `${statePrefix}CANCELLED`);
        assert.equal(cancelled.error?.code, cancelledError?.code);
        await assert.rejects(call(`cancel${typeName}`, { name }), { code: CODES.FAILED_PRECONDITION });

        if (canBeDeleted) {
          const [operation] = await call(`delete${typeName}`, { name });
          await operation.promise();
          await assert.rejects(call(`get${typeName}`, { name }), { code: CODES.NOT_FOUND });
        }
      });
    }

    itAnswersAsTheProtosSay(recorded);
  });
}
