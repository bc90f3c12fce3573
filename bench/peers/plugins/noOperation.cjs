// A plugin whose one resource does nothing: what any plugin in Node.js costs.
const { createRequire } = require("node:module");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");

const grpc = createRequire(require.resolve("@pulumi/pulumi/proto/provider_grpc_pb"))("@grpc/grpc-js");
const schema = { name: "noop", version: "1.0.0", resources: { "noop:index:Nothing": {} } };

const answer = (make) => (call, done) => done(null, make(call.request));

const server = new grpc.Server();
server.addService(ResourceProviderService, {
  handshake: answer(() => new messages.ProviderHandshakeResponse()),
  getPluginInfo: answer(() => new PluginInfo().setVersion(schema.version)),
  getSchema: answer(() => new messages.GetSchemaResponse().setSchema(JSON.stringify(schema))),
  checkConfig: answer((request) => new messages.CheckResponse().setInputs(request.getNews())),
  diffConfig: answer(() => new messages.DiffResponse()),
  configure: answer(() => new messages.ConfigureResponse().setSupportspreview(true)),
  check: answer((request) => new messages.CheckResponse().setInputs(request.getNews())),
  create: answer((request) =>
    new messages.CreateResponse().setId(request.getPreview() ? "" : "none").setProperties(request.getProperties()),
  ),
});
process.once("SIGINT", () => process.exit(0));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_error, port) => console.log(port));
