import { TEST_RUNNERS } from "../support/consumerTests";
import { itTestsItsProgram } from "../support/testedConsumer";

describe("a project that tests its program with older test runners on Node.js 22", function () {
  this.timeout(300_000).slow(30_000);
  const { Jest, Vitest, Mocha } = TEST_RUNNERS;
  itTestsItsProgram(
    {
      "Jest 29": { ...Jest, package: "jest@29" },
      "Vitest 3": { ...Vitest, package: "vitest@3" },
      "Mocha 10": { ...Mocha, package: "mocha@10" },
    },
    "node@22",
  );
});
