import assert from "node:assert/strict";
import { version as NEWEST } from "@pulumi/pulumi/version";
import { peerDependencies } from "../../package.json";
import { Consumer } from "./consumer";
import { CONSUMER_TESTS, type ConsumerTest, type TestRunner } from "./consumerTests";

const oldest = (name: keyof typeof peerDependencies) => peerDependencies[name].replace(">=", "");

const ALL = Object.keys(CONSUMER_TESTS) as ConsumerTest[];

/**
 * Declares, in the enclosing describe, the tests of a project that tests its program by each of some runners, with the
 * oldest and the newest SDK. One installation serves all.
 *
 * @param nodePackage - the Node.js that the project brings; default: the one that runs this.
 */
export function itTestsItsProgram(runners: Readonly<Record<string, TestRunner>>, nodePackage?: string): void {
  const consumer = new Consumer();

  before(() =>
    consumer.installWith([
      ...Object.values(runners).map((runner) => runner.package),
      ...(nodePackage ? [nodePackage] : []),
      `@pulumi/pulumi@${oldest("@pulumi/pulumi")}`,
      `@pulumi/gcp@${oldest("@pulumi/gcp")}`,
    ]),
  );
  after(() => consumer.remove());

  for (const { sdk, prepare } of [
    { sdk: oldest("@pulumi/pulumi"), prepare: () => {} },
    { sdk: NEWEST, prepare: () => consumer.link("@pulumi") },
  ]) {
    describe(`with Pulumi's SDK ${sdk}`, () => {
      before(prepare);

      for (const [name, runner] of Object.entries(runners)) {
        it(`declares resources under mocks and lists jobs of the fake in ${name}, without flags`, async () => {
          const node = nodePackage ? consumer.command("node") : process.execPath;
          assert.deepEqual(await consumer.test(runner, ALL, node), ALL);
        });
      }
    });
  }
}
