/** A test runner, as a user runs it: without flags and without configuration. */
export interface TestRunner {
  /** What npm installs. */
  readonly package: string;
  readonly command: readonly [string, ...string[]];
  /** Where the runner looks for tests. */
  readonly file: string;
  readonly modules: "CommonJS" | "ES modules";
  /** What has to be imported before a test can be declared by `test`. */
  readonly preamble?: string;
}

/** The test runners that Pulumi's users have. */
export const TEST_RUNNERS = {
  Jest: { package: "jest@30", command: ["jest"], file: "program.test.js", modules: "CommonJS" },
  Vitest: {
    package: "vitest@5",
    command: ["vitest", "run"],
    file: "program.test.mjs",
    modules: "ES modules",
    preamble: 'import { test } from "vitest";',
  },
  Mocha: {
    package: "mocha@12",
    command: ["mocha"],
    file: "test/program.cjs",
    modules: "CommonJS",
    preamble: "const test = (title, run, timeoutMs) => it(title, run).timeout(timeoutMs);",
  },
} as const satisfies Readonly<Record<string, TestRunner>>;

const IMPORTS = {
  "node:assert/strict": "assert",
  "node:fs": "{ appendFileSync }",
  "@pulumi/pulumi": "pulumi",
  "pulumi-vertex-jobs": "{ getJobs, PipelineJobCancellation, JobSweep }",
  "pulumi-vertex-jobs/guard": "{ JobGuard }",
  "pulumi-vertex-jobs/testing": "{ FakeVertexAi }",
};

const SHARED = `
const place = { project: "p", region: "us-central1" };
const settled = (output) => new Promise((resolve) => output.apply(resolve));

async function withMocks(declare) {
  const types = [];
  const newResource = ({ type, name, inputs }) => {
    types.push(type.split(":").at(-1));
    return { id: name, state: { ...inputs, name } };
  };
  await pulumi.runtime.setMocks({ newResource, call: () => ({}) }, "project", "stack");
  await settled(pulumi.output(declare()).urn);
  return types;
}

async function withFake(use) {
  const fake = await FakeVertexAi.start();
  try {
    fake.addPipelineJob({ ...place, pipelineJobId: "a" });
    const connection = { vertexAiCustomEndpoint: fake.endpoint, accessToken: "any" };
    await use(fake, { project: place.project, regions: [place.region], connection });
  } finally {
    await fake.stop();
  }
}
`;

/** What a user may test, by the titles of the tests. */
export const CONSUMER_TESTS = {
  "declares a cancellation under mocks": `
    const declare = () => new PipelineJobCancellation("job", { ...place, pipelineJobId: "a" }, { customTimeouts: { create: "10m" } });
    assert.deepEqual(await withMocks(declare), ["PipelineJobCancellation"]);`,
  "declares a sweep under mocks": `
    const declare = () => new JobSweep("jobs", { selector: { labels: { env: "pr-7" }, olderThan: "6h" } });
    assert.deepEqual(await withMocks(declare), ["JobSweep"]);`,
  "declares a guard under mocks": `
    const selector = { labels: { env: "pr-7" }, olderThan: "6h" };
    const types = await withMocks(() => {
      const guard = new JobGuard("strays", { project: "p", regions: ["us-central1"], selector });
      return { urn: guard.schedulerJobName };
    });
    assert.equal(types.includes("Workflow") && types.includes("Job"), true, types.join());`,
  "lists jobs of the fake": `
    await withFake(async (_fake, args) => {
      const { jobs } = await getJobs({ ...args, selector: { states: ["PIPELINE_STATE_RUNNING"] }, exclude: { olderThan: "6h" } });
      assert.deepEqual(jobs.map(({ jobId }) => jobId), ["a"]);
    });`,
  "gets the error of a listing": `
    await withFake(async (fake, args) => {
      fake.addFault({ fault: { status: 403 } });
      await assert.rejects(getJobs(args), /HTTP 403/);
    });`,
} as const;

/** The title of a test that a user may have. */
export type ConsumerTest = keyof typeof CONSUMER_TESTS;

/** Where each test that has passed adds its title, whatever the runner prints. */
export const PASSED_TESTS_FILE = "passed.txt";

/** A file of tests, as a user of the runner would write it. */
export function testFileOf({ modules, preamble = "" }: TestRunner, titles: readonly ConsumerTest[]): string {
  const imports = Object.entries(IMPORTS).map(([module, names]) => {
    if (modules === "CommonJS") return `const ${names} = require("${module}");`;
    return `import ${names === "pulumi" ? "* as pulumi" : names} from "${module}";`;
  });
  const tests = titles.map((title) => {
    const note = `appendFileSync("${PASSED_TESTS_FILE}", "${title}\\n");`;
    return `test("${title}", async () => {${CONSUMER_TESTS[title]}\n    ${note}\n}, 30_000);`;
  });
  return [...imports, preamble, SHARED, ...tests].join("\n");
}
