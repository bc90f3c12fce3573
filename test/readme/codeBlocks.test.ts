import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ts from "typescript";

const REPOSITORY = resolve(__dirname, "../..");

/** The TypeScript code blocks of a document, as if they were files at the top of this repository. */
function programsIn(document: string): Map<string, string> {
  const text = readFileSync(resolve(REPOSITORY, document), "utf8");
  const blocks = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code ?? "");
  return new Map(blocks.map((code, index) => [resolve(REPOSITORY, `${document}.${index + 1}.ts`), code]));
}

/** What the compiler has to say about them, as a consumer of the built package would hear it. */
function complaintsAbout(programs: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => programs.has(file) || fileExists(file);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const code = programs.get(file);
    return code === undefined
      ? getSourceFile(file, languageVersion, ...rest)
      : ts.createSourceFile(file, code, languageVersion);
  };
  const program = ts.createProgram([...programs.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}

describe("README.md", function () {
  this.timeout(60_000);
  this.slow(20_000);

  it("has code blocks that compile", () => {
    const programs = programsIn("README.md");
    assert.ok(programs.size >= 3);
    assert.deepEqual(complaintsAbout(programs), []);
  });
});
