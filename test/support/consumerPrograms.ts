/** A Pulumi program that stops the job `a`, and the settings of its project. */
export interface ConsumerProgram {
  readonly files: Readonly<Record<string, string>>;
  readonly type: "commonjs" | "module";
  /** Where the program is, for the CLI. */
  readonly main?: string;
  /** Whether the project's own compiler runs before the CLI does. */
  readonly isCompiledBefore?: boolean;
}

const STOPPED = '{ pipelineJobId: "a", cancelOn: ["create", "delete"] }';

const WITH_REQUIRE = `
const { PipelineJobCancellation } = require("pulumi-vertex-jobs");
const { FakeVertexAi } = require("pulumi-vertex-jobs/testing");
exports.fake = typeof FakeVertexAi;
exports.outcome = new PipelineJobCancellation("job", ${STOPPED}).outcome;
`;

const WITH_IMPORT = `
import { PipelineJobCancellation } from "pulumi-vertex-jobs";
import { FakeVertexAi } from "pulumi-vertex-jobs/testing";
export const fake = typeof FakeVertexAi;
export const outcome = new PipelineJobCancellation("job", ${STOPPED}).outcome;
`;

const TYPED = `${WITH_IMPORT}
import type { CancelOn } from "pulumi-vertex-jobs";
export const typed: CancelOn = "delete";
`;

const COMPILER_OPTIONS = { strict: true, target: "es2022", module: "nodenext", types: [], outDir: "bin" };

/** The ways in which a Pulumi program for Node.js can be written. */
export const CONSUMER_PROGRAMS = {
  CommonJS: { files: { "index.js": WITH_REQUIRE }, type: "commonjs" },
  "an ES module": { files: { "index.js": WITH_IMPORT }, type: "module" },
  "TypeScript that Pulumi compiles": { files: { "index.ts": TYPED }, type: "commonjs" },
  "TypeScript that the project has compiled": {
    files: {
      "index.ts": TYPED,
      "tsconfig.json": JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files: ["index.ts"] }),
    },
    type: "module",
    main: "bin/index.js",
    isCompiledBefore: true,
  },
} as const satisfies Readonly<Record<string, ConsumerProgram>>;
