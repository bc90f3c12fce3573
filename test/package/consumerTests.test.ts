import { TEST_RUNNERS } from "../support/consumerTests";
import { itTestsItsProgram } from "../support/testedConsumer";

describe("a project that tests its program", function () {
  this.timeout(180_000).slow(20_000);
  itTestsItsProgram(TEST_RUNNERS);
});
