import assert from "node:assert/strict";
import { version as NEWEST } from "@pulumi/pulumi/version";
import { peerDependencies } from "../../package.json";
import { Consumer } from "../support/consumer";
import { CONSUMER_TESTS, type ConsumerTest, TEST_RUNNERS } from "../support/consumerTests";

const oldest = (name: keyof typeof peerDependencies) => peerDependencies[name].replace(">=", "");

const ALL = Object.keys(CONSUMER_TESTS) as ConsumerTest[];

/** Of the oldest SDK, whose mocks do not support transforms, which the constructors of these resources add. */
const WITHOUT_TRANSFORMS = ALL.filter((title) => !/cancellation|sweep/.test(title));

describe("a project that tests its program", function () {
  this.timeout(180_000).slow(20_000);
  const consumer = new Consumer();

  before(() =>
    consumer.installWith([
      ...Object.values(TEST_RUNNERS).map((runner) => runner.package),
      `@pulumi/pulumi@${oldest("@pulumi/pulumi")}`,
      `@pulumi/gcp@${oldest("@pulumi/gcp")}`,
    ]),
  );
  after(() => consumer.remove());

  for (const { sdk, link, titles } of [
    { sdk: oldest("@pulumi/pulumi"), link: [], titles: WITHOUT_TRANSFORMS },
    { sdk: NEWEST, link: ["@pulumi"], titles: ALL },
  ]) {
    describe(`with Pulumi's SDK ${sdk}`, () => {
      before(() => {
        for (const name of link) consumer.link(name);
      });

      for (const [name, runner] of Object.entries(TEST_RUNNERS)) {
        it(`declares resources under mocks and lists jobs of the fake in ${name}, without flags`, async () => {
          assert.deepEqual(await consumer.test(runner, titles), titles);
        });
      }
    });
  }
});
