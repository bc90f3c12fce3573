import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FakeVertexAi } from "../../src/testing";
import { exampleNames, exampleProject, readmeOf } from "../support/exampleProject";
import { WITH_GO_SDK } from "../support/goSdk";
import { PYTHON_SDK_ENVIRONMENT, pythonWithSdk } from "../support/pythonSdk";
import { repository } from "../support/repository";
import { ReadersShell, shellBlocksOf } from "../support/shellBlocks";

const PLACE = { project: "my-project", region: "us-central1" };
const ACCOUNT = "pipelines-dev@my-project.iam.gserviceaccount.com";

/** What is installed is there already: this package is not published, and the others are here. So is the repository. */
const PREAMBLE = `
export GIT_DIR='${join(repository, ".git")}'
npm() { if [ "$*" = install ]; then echo installed; else command npm "$@"; fi; }
python3() { if [ "$*" = "-m venv venv" ]; then ln -s '${PYTHON_SDK_ENVIRONMENT}' venv; else command python3 "$@"; fi; }
export PATH='${join(repository, "test", "support", "npx")}':"$PATH"
go() { if [ "$*" = "mod tidy" ]; then command go mod edit '${WITH_GO_SDK}'; fi; command go "$@"; }
`;

/** For files that are not the program, which Pulumi's own compiler has checked. */
const COMPILED = "npx tsc";

/** For types in Python, which nothing compiles. */
const TYPED = "mypy --strict .";

/** For files in Go: what vet and the formatter have nothing to say of. */
const VETTED = 'go vet ./... && test -z "$(gofmt -l .)"';

describe("the example", function () {
  this.timeout(180_000).slow(60_000);
  const followed: string[] = [];
  let fake: FakeVertexAi;
  let shell: ReadersShell;

  beforeEach(async () => {
    fake = await FakeVertexAi.start({ requireAuthorization: true, timeToCancelMs: 1_000 });
    shell = new ReadersShell();
  });
  afterEach(async () => {
    await fake.stop();
    shell.remove();
  });

  /** Does what the README of an example says. */
  const follow = async (name: string, blocks = shellBlocksOf(readmeOf(name))) => {
    followed.push(name);
    exampleProject(name, shell.project);
    return shell.run(blocks, fake, PREAMBLE);
  };
  const followIn = (language: string, example: string) => {
    const name = join(example, language.toLowerCase());
    return follow(name, shellBlocksOf(readmeOf(name), language));
  };
  const addJob = (pipelineJobId: string, seed: Partial<Parameters<FakeVertexAi["addPipelineJob"]>[0]> = {}) =>
    fake.addPipelineJob({ ...PLACE, pipelineJobId, ...seed });
  const stateOf = (name: string) => fake.pipelineJob(name)?.state;
  const requestsTo = (path: RegExp) => fake.requests.filter((request) => path.test(request.path));
  const methodsOf = (path: RegExp) => requestsTo(path).map(({ method }) => method);

  for (const language of ["TypeScript", "Python", "Go", "YAML"]) {
    it(`teardown in ${language} stops the jobs of the service account and then deletes the account`, async () => {
      if (language === "Python") await pythonWithSdk();
      const own = addJob("own", { serviceAccount: ACCOUNT });
      const foreign = addJob("foreign");
      await followIn(language, "teardown");
      assert.equal(stateOf(own), "PIPELINE_STATE_CANCELLED");
      assert.equal(stateOf(foreign), "PIPELINE_STATE_RUNNING");
      assert.deepEqual(methodsOf(/^\/gcp\/Account/), ["PUT", "DELETE"]);
      const order = fake.requests.map(({ path, method }) =>
        path.startsWith("/gcp/") ? method : String(path).split(":").at(-1),
      );
      assert.ok(order.lastIndexOf("cancel") > order.lastIndexOf("PUT"), order.join());
      assert.ok(order.lastIndexOf("cancel") < order.indexOf("DELETE"), order.join());
      assert.deepEqual(order.slice(-2), ["DELETE", "DELETE"]);
      if (language === "Go") await shell.run([VETTED], fake);
    });
  }

  it("oneStrayJob stops the job of its config", async () => {
    const job = addJob("training-20261124");
    const printed = await follow("oneStrayJob");
    assert.equal(stateOf(job), "PIPELINE_STATE_CANCELLED");
    assert.match(printed, /outcome: "CANCELLED"/);
  });

  it("pullRequestEnvironments stops the old jobs on each commit and the last jobs before the bucket is deleted", async () => {
    const labels = { env: "pr-7" };
    const first = addJob("of-an-earlier-run", { labels });
    const foreign = addJob("of-another", { labels: { env: "pr-8" } });
    const commands = shellBlocksOf("examples/pullRequestEnvironments/README.md")
      .join("")
      .split(/^(?=pulumi)/m);
    const isLast = (command: string) => command.startsWith("pulumi destroy");
    await follow(
      "pullRequestEnvironments",
      commands.filter((command) => !isLast(command)),
    );
    assert.equal(stateOf(first), "PIPELINE_STATE_CANCELLED");
    const second = addJob("of-the-first-commit", { labels });
    await shell.run(["pulumi config set commit 0123456", "pulumi up"], fake);
    assert.equal(stateOf(second), "PIPELINE_STATE_CANCELLED");
    const third = addJob("of-the-second-commit", { labels });
    await shell.run(commands.filter(isLast), fake);
    assert.equal(stateOf(third), "PIPELINE_STATE_CANCELLED");
    assert.equal(stateOf(foreign), "PIPELINE_STATE_RUNNING");
    assert.deepEqual(methodsOf(/^\/gcp\/Bucket/), ["PUT", "DELETE"]);
    assert.equal(fake.requests.at(-1)?.method, "DELETE");
  });

  it("severalRegions stops and counts the old jobs in each region", async () => {
    const createTime = new Date(Date.now() - 86_400_000).toISOString();
    for (const region of ["us-central1", "europe-west4"]) {
      for (const id of ["a", "b"]) addJob(id, { region, createTime });
      addJob("kept", { region, createTime, labels: { keep: "yes" } });
      addJob("young", { region });
    }
    const printed = await follow("severalRegions");
    assert.match(printed, /would stop 4 jobs:/);
    assert.match(printed, /europe-west4: 2\s+us-central1 *: 2/);
    const running = fake.pipelineJobs.filter(({ state }) => state === "PIPELINE_STATE_RUNNING");
    assert.deepEqual(
      running.map(({ name }) => String(name).split("/").at(-1)),
      ["kept", "young", "kept", "young"],
    );
  });

  it("testedProgram in TypeScript has a test that passes", async () => {
    const printed = await followIn("TypeScript", "testedProgram");
    await shell.run([COMPILED], fake);
    assert.match(printed, /pass 2$/m);
    assert.match(printed, /fail 0$/m);
    assert.deepEqual(fake.requests, [], "its test brings a fake of its own");
  });

  it("testedProgram in Python has tests that pass, and types", async () => {
    await pythonWithSdk();
    const printed = await followIn("Python", "testedProgram");
    assert.match(printed, /3 passed/);
    await shell.run(["source venv/bin/activate", TYPED], fake);
  });

  it("testedProgram in Go has tests that pass", async () => {
    const printed = await followIn("Go", "testedProgram");
    assert.deepEqual(printed.match(/^ *--- PASS: \S+/gm)?.length, 4, printed);
    await shell.run([VETTED], fake);
  });

  it("teardownReport destroys a stack and reports the final states of its jobs", async () => {
    addJob("training-20261124");
    addJob("stray", { labels: { env: "dev" } });
    await follow("teardownReport");
    await shell.run([COMPILED], fake);
    const report = JSON.parse(readFileSync(join(shell.project, "report.json"), "utf8"));
    assert.equal(typeof report.seconds, "number");
    const job = (id: string) => ({
      name: `projects/my-project/locations/us-central1/pipelineJobs/${id}`,
      before: "PIPELINE_STATE_RUNNING",
      after: "PIPELINE_STATE_CANCELLED",
    });
    assert.deepEqual(
      { ...report, seconds: 0 },
      { stack: "dev", result: "succeeded", seconds: 0, pipelineJobs: [job("stray"), job("training-20261124")] },
    );
  });

  it("guard deploys its workflow and its schedule and sends no request to Vertex AI", async () => {
    const stray = addJob("stray", { labels: { env: "dev" } });
    const printed = await follow("guard");
    assert.equal(stateOf(stray), "PIPELINE_STATE_RUNNING");
    assert.deepEqual(methodsOf(/^\/gcp\/Workflow/), ["PUT"]);
    assert.deepEqual(methodsOf(/^\/gcp\/Job/), ["PUT"]);
    assert.deepEqual(methodsOf(/^\/v1\//), []);
    assert.match(printed, /executions: "https:\/\/console\.cloud\.google\.com\/workflows/);
  });

  it("folder contains no example without a test in this file", () => {
    assert.deepEqual(followed.sort(), exampleNames());
  });
});
