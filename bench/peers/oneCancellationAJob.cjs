// Creates one PipelineJobCancellation for each job named on the standard input, as many at once as the engine does.
const { text } = require("node:stream/consumers");
const { default: PQueue } = require("p-queue");
const { DynamicResource } = require("../../dist/dynamic/dynamicResource");
const { Settings } = require("../../dist/provider/connection/settings");
const { vertexAiOf } = require("../../dist/provider/connection/sharedVertexAi");

async function main() {
  const { signal } = new AbortController();
  const context = {
    settings: new Settings(),
    connect: (settings) => vertexAiOf(settings, { signal }),
    log: async () => {},
  };
  const resource = new DynamicResource("PipelineJobCancellation", context, { urn: "" });
  const names = (await text(process.stdin)).trim().split("\n");
  const create = async (name) => resource.create((await resource.check({}, { name })).inputs);
  await new PQueue({ concurrency: 8 }).addAll(names.map((name) => () => create(name)));
}

void main();
