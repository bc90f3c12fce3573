import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Consumer } from "../support/consumer";

/** All that can be imported from the package, at run time. */
const EXPORTS = {
  "pulumi-vertex-jobs": [
    "JobCancellation",
    "JobSweep",
    "PipelineJobCancellation",
    "REQUIRED_PERMISSIONS",
    "getJobs",
    "getJobsOutput",
  ],
  "pulumi-vertex-jobs/provider": ["handle"],
  "pulumi-vertex-jobs/guard": ["JobGuard", "cancelPipelineJobWorkflow"],
  "pulumi-vertex-jobs/testing": ["DrivenClock", "FakeVertexAi"],
};

describe("a project that installs the package", function () {
  this.timeout(120_000);
  const consumer = new Consumer();

  before(() => consumer.install());
  after(() => consumer.remove());

  it("receives only the compiled code, the schema, the license, the README, the changelog, and package.json", () => {
    assert.deepEqual(readdirSync(consumer.packageFolder).sort(), [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist",
      "package.json",
      "schema.json",
    ]);
    const dist = join(consumer.packageFolder, "dist");
    const files = readdirSync(dist, { recursive: true, encoding: "utf8" });
    const isCode = (file: string) => /\.(js|d\.ts)$/.test(file) || /^testing\/page\/browser\/\w+\.mjs$/.test(file);
    const strange = files.filter((file) => !statSync(join(dist, file)).isDirectory() && !isCode(file));
    assert.deepEqual(strange, []);
  });

  it("can require the package", async () => {
    const modules = Object.keys(EXPORTS).map((name) => `["${name}", Object.keys(require("${name}")).sort()]`);
    consumer.write("exports.cjs", `console.log(JSON.stringify(Object.fromEntries([${modules}])));`);
    assert.deepEqual(await consumer.run("exports.cjs"), EXPORTS);
  });

  it("can import the package as ES modules", async () => {
    const names = Object.keys(EXPORTS);
    consumer.write(
      "exports.mjs",
      [
        ...names.map((name, index) => `import * as module${index} from "${name}";`),
        // What Node.js and compilers add to a CommonJS module.
        'const added = ["default", "module.exports", "__esModule"];',
        "const named = (module) => Object.keys(module).filter((key) => !added.includes(key)).sort();",
        `const entries = [${names.map((name, index) => `["${name}", named(module${index})]`)}];`,
        "console.log(JSON.stringify(Object.fromEntries(entries)));",
      ].join("\n"),
    );
    assert.deepEqual(await consumer.run("exports.mjs"), EXPORTS);
  });

  it("cannot load an internal module", async () => {
    consumer.write(
      "internal.cjs",
      'try { require("pulumi-vertex-jobs/dist/index.js"); } catch ({ code }) { console.log(JSON.stringify(code)); }',
    );
    assert.equal(await consumer.run("internal.cjs"), "ERR_PACKAGE_PATH_NOT_EXPORTED");
  });

  it("loads neither the Google provider nor the authentication library with the resources", async () => {
    consumer.write(
      "loaded.cjs",
      `require("pulumi-vertex-jobs");
       const heavy = /node_modules.(@pulumi.gcp|google-auth-library|fastq|node-fetch-native)/;
       console.log(JSON.stringify(Object.keys(require.cache).filter((file) => heavy.test(file))));`,
    );
    assert.deepEqual(await consumer.run("loaded.cjs"), []);
  });

  it("compiles against the types of the package with skipLibCheck off", async () => {
    const program = (pulumi: string) => `
      ${pulumi}
      import { type CancellationOutcome, type CancelOn, PipelineJobCancellation } from "pulumi-vertex-jobs";
      import { FakeVertexAi, type LoggedRequest } from "pulumi-vertex-jobs/testing";

      const cancelOn: CancelOn[] = ["create", "delete"];
      const job = new PipelineJobCancellation(
        "job",
        { pipelineJobId: pulumi.output("a"), cancelOn, triggers: [1, "two"] },
        { customTimeouts: { create: "10m" } },
      );
      export const outcome: pulumi.Output<CancellationOutcome | undefined> = job.outcome;
      export const code: pulumi.Output<number | undefined> = job.error.apply((error) => error?.code);
      export const requests = async (): Promise<readonly LoggedRequest[]> => (await FakeVertexAi.start()).requests;

      // @ts-expect-error: not a time to cancel
      new PipelineJobCancellation("wrong", { pipelineJobId: "a", cancelOn: ["never"] });
    `;
    consumer.write("program.mts", program('import * as pulumi from "@pulumi/pulumi";'));
    consumer.write("program.cts", program('import pulumi = require("@pulumi/pulumi");'));
    const compilerOptions = {
      module: "nodenext",
      target: "es2022",
      strict: true,
      skipLibCheck: false,
      types: ["node"],
    };
    consumer.write(
      "tsconfig.json",
      JSON.stringify({ compilerOptions: { ...compilerOptions, noEmit: true }, files: ["program.mts", "program.cts"] }),
    );
    await consumer.compile();
  });

  it("has the command fake-vertex-ai, which prints its base URL first", async () => {
    const command = spawn(consumer.command("fake-vertex-ai"), ["--port", "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const [url] = await once(createInterface(command.stdout), "line");
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
      const answer = await fetch(`${url}/v1/projects/p/locations/us-central1/pipelineJobs`);
      assert.equal(answer.status, 200);
    } finally {
      command.kill();
      await once(command, "exit");
    }
  });
});
