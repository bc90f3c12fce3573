import assert from "node:assert/strict";
import { helpers } from "@google-cloud/aiplatform";
import { DrivenClock, type JsonObject } from "../../../src/testing";
import { JOB_EXAMPLES, type JobExample } from "../../testing/jobExamples";
import { itAnswersAsTheProtosSay, withRecordedFake } from "../recordedFake";
import { CODES, gapicOptions, VERSIONS } from "./gapicClients";

const parent = "projects/p/locations/us-central1";

/** The methods of a client, which are named after kinds: `createCustomJob`. */
type Client = Readonly<Record<string, (request?: object) => Promise<[Answer]>>>;

/** A job, or an operation. */
interface Answer {
  readonly name: string;
  readonly state: string;
  readonly error: { readonly code: number } | null;
  readonly endTime?: { readonly seconds: string } | null;
  promise(): Promise<unknown>;
}

for (const [version, { JobServiceClient, PipelineServiceClient, GenAiTuningServiceClient }] of Object.entries(
  VERSIONS,
)) {
  describe(`Jobs of every kind with @google-cloud/aiplatform ${version}`, function () {
    this.timeout(20_000);
    const clock = new DrivenClock();
    const recorded = withRecordedFake({ clock, timeToCancelMs: 30_000 });
    const clients: Client[] = [];

    before(() => {
      const options = gapicOptions(recorded.port());
      for (const Service of [JobServiceClient, PipelineServiceClient, GenAiTuningServiceClient]) {
        clients.push(new Service(options) as unknown as Client);
      }
    });
    after(() => Promise.all(clients.map((client) => client.close?.())));

    for (const example of JOB_EXAMPLES) {
      const { collection, typeName, statePrefix, cancelledError, canBeDeleted } = example;
      const call = (method: string, request: object): Promise<[Answer]> => {
        const client = clients.find((one) => one[method] !== undefined) ?? assert.fail(`no client has ${method}`);
        return (client[method] as Client[string]).call(client, request);
      };
      const create = async (): Promise<string> => {
        const field = `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}`;
        const [created] = await call(`create${typeName}`, { parent, [field]: asMessage(example) });
        return created.name;
      };
      const list = async (filter: string): Promise<string[]> => {
        const [jobs] = await call(`list${typeName}s`, { parent, filter });
        return (jobs as unknown as Answer[]).map(({ name }) => name);
      };

      it(`creates, gets, lists, ${canBeDeleted ? "cancels, and deletes" : "and cancels"} one of ${collection}`, async () => {
        const name = await create();
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

/** A client takes a `Value` and a `Struct` as the messages that they are. */
function asMessage({ body }: JobExample): JsonObject {
  const message = { ...body };
  for (const field of ["trainingTaskInputs", "inputs"]) {
    if (body[field] !== undefined) message[field] = helpers.toValue(body[field] as object);
  }
  if (body.pipelineSpec !== undefined) {
    message.pipelineSpec = (helpers.toValue(body.pipelineSpec as object) as { structValue?: object }).structValue;
  }
  return message;
}
