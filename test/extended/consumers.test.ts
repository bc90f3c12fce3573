import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version as NEWEST } from "@pulumi/pulumi/version";
import { peerDependencies } from "../../package.json";
import { FakeVertexAi } from "../../src/testing";
import { CONSUMER_PROGRAMS, type ConsumerProgram } from "../support/consumerPrograms";
import { runCommand } from "../support/runCommand";
import { ReadersShell } from "../support/shellBlocks";
import { packTarball } from "../support/tarball";

const OLDEST = peerDependencies["@pulumi/pulumi"].replace(">=", "");

const NPM = "npm install --prefer-offline --no-audit --no-fund";
const PNPM = "pnpm add --prefer-offline --ignore-scripts";

/** Every pair of a package manager, a Node.js and a Pulumi SDK occurs. */
const CONSUMERS: readonly {
  readonly install: string;
  readonly node: number;
  readonly pulumi: string;
  /** A compiler that the project brings. Pulumi takes it, if it is called `typescript`; else it has one of its own. */
  readonly compiler?: string;
  readonly programs: readonly (keyof typeof CONSUMER_PROGRAMS)[];
}[] = [
  { install: NPM, node: 22, pulumi: OLDEST, programs: ["CommonJS", "TypeScript that Pulumi compiles"] },
  {
    install: NPM,
    node: 24,
    pulumi: NEWEST,
    // Under another name: Pulumi's SDK can't load TypeScript 7, and npm refuses to install it beside the SDK.
    compiler: "@typescript/native@npm:typescript@7",
    programs: ["CommonJS", "an ES module", "TypeScript that the project has compiled"],
  },
  {
    install: PNPM,
    node: 22,
    pulumi: NEWEST,
    compiler: "typescript@6",
    programs: ["an ES module", "TypeScript that Pulumi compiles"],
  },
  {
    install: PNPM,
    node: 24,
    pulumi: OLDEST,
    compiler: "typescript@5.9",
    programs: ["CommonJS", "TypeScript that Pulumi compiles", "TypeScript that the project has compiled"],
  },
];

describe("a project that installs the package", function () {
  this.timeout(300_000).slow(60_000);
  const tools = mkdtempSync(join(tmpdir(), "tools-"));
  let tarball: string;

  before(async () => {
    tarball = await packTarball();
    writeFileSync(join(tools, "package.json"), JSON.stringify({ private: true }));
    const [npm = "", ...args] = `${NPM} node@22 pnpm@12.4.2`.split(" ");
    await runCommand(npm, args, tools);
  });
  after(() => rmSync(tools, { recursive: true }));

  for (const { install, node, pulumi, compiler, programs } of CONSUMERS) {
    describe(`with ${install.split(" ")[0]} on Node.js ${node}, Pulumi's SDK ${pulumi}, and ${compiler ?? "no compiler"}`, () => {
      const shell = new ReadersShell();
      const packageFile = join(shell.project, "package.json");
      const bin = join(tools, "node_modules", ".bin");
      const preamble = [
        `pnpm() { command '${bin}/pnpm' "$@"; }`,
        ...(node === 22 ? [`export PATH='${bin}':"$PATH"`] : []),
        `[[ "$(node --version)" = v${node}.* ]]`,
      ].join("\n");
      let fake: FakeVertexAi;

      before(async () => {
        fake = await FakeVertexAi.start({ requireAuthorization: true });
        mkdirSync(shell.project);
        writeFileSync(packageFile, JSON.stringify({ name: "consumer", private: true }));
        const packages = [tarball, `@pulumi/pulumi@${pulumi}`, ...(compiler ? [compiler] : [])];
        await shell.run([`${install} ${packages.join(" ")}`], fake, preamble);
      });
      after(async () => {
        shell.remove();
        await fake.stop();
      });

      for (const name of programs) {
        it(`stops a job with a program in ${name} on up and again on destroy`, async () => {
          const { files, type, main = ".", isCompiledBefore }: ConsumerProgram = CONSUMER_PROGRAMS[name];
          const project = { name: "consumer", runtime: "nodejs", main };
          writeFileSync(packageFile, JSON.stringify({ ...JSON.parse(readFileSync(packageFile, "utf8")), type }));
          writeFileSync(join(shell.project, "Pulumi.yaml"), JSON.stringify(project));
          for (const [file, text] of Object.entries(files)) writeFileSync(join(shell.project, file), text);
          const job = fake.addPipelineJob({ project: "my-project", region: "us-central1", pipelineJobId: "a" });
          fake.clearRequests();
          const printed = await shell.run(
            [
              ...(isCompiledBefore ? ["npx tsc"] : []),
              "pulumi stack init test",
              "pulumi config set gcp:project my-project",
              "pulumi config set gcp:region us-central1",
              "pulumi up --skip-preview",
            ],
            fake,
            preamble,
          );
          assert.match(printed, /fake *: "function"/);
          assert.match(printed, /outcome *: "CANCELLED"/);
          fake.addPipelineJob({ project: "my-project", region: "us-central1", pipelineJobId: "a" });
          await shell.run(["pulumi destroy --skip-preview --remove"], fake, preamble);
          assert.equal(fake.pipelineJob(job)?.state, "PIPELINE_STATE_CANCELLED");
          for (const file of [...Object.keys(files), "bin"]) {
            rmSync(join(shell.project, file), { recursive: true, force: true });
          }
        });
      }
    });
  }
});
