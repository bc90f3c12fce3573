import ts from "typescript";

/** How much of the branches of src/ `npm run test:coverage` has to run, in percent. */
const LEAST_BRANCHES = 95;

/** Of a file that no test has loaded, so that its branches count too. */
function compile(entry) {
  const { url, source } = entry;
  const { outputText, sourceMapText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, sourceMap: true },
  });
  entry.source = outputText;
  entry.sourceMap = { ...JSON.parse(sourceMapText), sources: [url], sourcesContent: [source] };
}

// Monocart reads the branches in the compiled code and maps them back. V8's own counts, which c8 has, hold what the
// compiler adds to every module for branches of its first line.
export default {
  name: "Coverage of src/",
  logging: "error",
  outputDir: "coverage",
  reports: ["console-summary", "v8", "json-summary"],
  all: { dir: "src", filter: { "**/*.ts": "js", "**/*": false }, transformer: compile },
  entryFilter: { "**/node_modules/**": false, "**/src/**": true },
  sourceFilter: { "**/src/**": true },
  onEnd: ({ summary }) => {
    const { pct } = summary.branches;
    if (pct >= LEAST_BRANCHES) return;
    console.error(`Only ${pct} % of the branches of src/ are tested, and ${LEAST_BRANCHES} % is the least.`);
    process.exit(1);
  },
};
