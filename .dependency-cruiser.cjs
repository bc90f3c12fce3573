/** The layers of ARCHITECTURE.md: every arrow points one way. */
const layer = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });

module.exports = {
  forbidden: [
    layer("no-cycles", {}, { circular: true }, "Two files that need each other are one concept, or three."),
    layer(
      "messages-sit-on-nothing",
      { path: "^src/messages/" },
      { path: "^(src/(?!messages/)|node_modules/)" },
      "Every layer takes its words from there.",
    ),
    layer(
      "vertex-knows-no-pulumi",
      { path: "^src/vertex/" },
      { path: ["^src/(?!vertex/|messages/)", "node_modules/@pulumi/"] },
      "src/vertex could be a package of its own.",
    ),
    layer(
      "provider-knows-no-protocol",
      { path: "^src/provider/" },
      { path: ["^src/(?!provider/|vertex/|messages/)", "node_modules/@pulumi/"] },
      "Every protocol brings the same request.",
    ),
    layer(
      "dynamic-sits-on-provider",
      { path: "^src/dynamic/" },
      { path: "^src/(?!dynamic/|engine/|provider/|messages/)" },
      "It knows the SDK's provider process, and nothing of Vertex AI.",
    ),
    layer(
      "plugin-sits-on-provider",
      { path: "^src/plugin/" },
      { path: "^src/(?!plugin/|engine/|provider/|messages/)" },
      "It knows the engine's protocol, and nothing of Vertex AI.",
    ),
    layer(
      "nothing-sits-on-plugin",
      { path: "^(src/(?!plugin/)|index\\.ts)" },
      { path: "^src/plugin/" },
      "It is a process of its own.",
    ),
    layer(
      "engine-shows-messages",
      { path: "^src/engine/" },
      { path: "^src/(?!engine/)", dependencyTypesNot: ["type-only"] },
      "Both adapters use it.",
    ),
    layer(
      "only-adapters-reach-the-engine",
      { path: "^(src/(?!engine/|dynamic/|plugin/)|index\\.ts)" },
      { path: "^src/engine/" },
      "The provider knows no protocol.",
    ),
    layer(
      "nothing-sits-on-dynamic",
      { path: "^src/(?!dynamic/)" },
      { path: "^src/dynamic/" },
      "Only the stub loads it, by the package's name.",
    ),
    layer(
      "nothing-sits-on-functions",
      { path: "^src/(provider|vertex|resources)/" },
      { path: "^src/functions/" },
      "A function runs in the program; what it needs is below it.",
    ),
    layer(
      "nothing-sits-on-the-command-line",
      { path: "^(src/(?!commandLine/)|index\\.ts)" },
      { path: "^src/commandLine/" },
      "It is a front; what it needs is below it.",
    ),
    layer(
      "command-line-sits-on-provider-and-vertex",
      { path: "^src/commandLine/" },
      { path: "^src/(?!commandLine/|provider/|vertex/|messages/)" },
      "It runs no program and no engine.",
    ),
    layer(
      "command-line-reaches-no-pulumi",
      { path: "^src/commandLine/" },
      { path: "node_modules/@pulumi/", reachable: true },
      "Who must stop jobs now may have no Pulumi.",
    ),
    layer(
      "resources-hold-no-logic",
      { path: "^src/resources/" },
      { path: "^src/(?!resources/|messages/)", dependencyTypesNot: ["type-only"] },
      "A program talks to the provider through the engine.",
    ),
    layer(
      "testing-spells-the-api-itself",
      { path: "^src/testing/" },
      { path: "^src/(?!testing/)" },
      "A typo in src/vertex must not cancel out in the fake.",
    ),
    layer(
      "src-does-not-use-tests",
      { path: "^src/" },
      { path: "^(test|scripts|bench)/" },
      "Tests stay out of the package.",
    ),
    layer(
      "guard-shares-only-the-selector",
      { path: "^src/guard/" },
      {
        path: "^src/(?!guard/|resources/|messages/|vertex/(selection/|kinds/|permissions|jobs/jobName|location/(project|region)))",
      },
      "What it means by a job is the sweep's; what it does runs elsewhere.",
    ),
    layer(
      "guard-holds-no-resources",
      { path: "^src/guard/" },
      { path: "^src/resources/", dependencyTypesNot: ["type-only"] },
      "It shares the words of a program's arguments, no more.",
    ),
    layer(
      "guard-reaches-no-transport",
      { path: "^src/guard/" },
      { path: "^src/vertex/http/transport", reachable: true },
      "It sends nothing.",
    ),
    layer(
      "nothing-sits-on-the-guard",
      { path: "^(src/(?!guard/)|index\\.ts)" },
      { path: "^src/guard/" },
      "It needs @pulumi/gcp, which not everybody has.",
    ),
    layer(
      "gcp-only-in-guard",
      { path: "^(src/(?!guard/)|index\\.ts)" },
      { path: "node_modules/@pulumi/gcp" },
      "@pulumi/gcp is an optional peer.",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["types", "import", "require", "node", "default"],
    },
  },
};
