// Creates one PipelineJobCancellation for each job named on the standard input, as many at once as the engine does.
const { text } = require("node:stream/consumers");
const { default: PQueue } = require("p-queue");
const { PipelineJobCancellationLifecycle } = require("../../dist/provider/pipelineJobCancellation/lifecycle");
const { Settings } = require("../../dist/provider/connection/settings");
const { vertexAiOf } = require("../../dist/provider/connection/sharedVertexAi");

async function main() {
  const settings = new Settings();
  const { signal } = new AbortController();
  const vertexAi = () => vertexAiOf(settings, { signal });
  const lifecycle = new PipelineJobCancellationLifecycle({ settings, vertexAi, log: async () => {} });
  const names = (await text(process.stdin)).trim().split("\n");
  const create = (name) => lifecycle.create(lifecycle.check({}, { name }).inputs);
  await new PQueue({ concurrency: 8 }).addAll(names.map((name) => () => create(name)));
}

void main();
