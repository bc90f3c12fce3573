/**
 * Stands in for the Google provider: creates nothing, and writes down what it is asked for, one JSON object a line, into the
 * file that the environment variable GCP_PROVIDER_RECORD names.
 */
const { appendFileSync } = require("node:fs");
const { isDeepStrictEqual } = require("node:util");
const grpc = require("@grpc/grpc-js");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");

const { version } = require("@pulumi/gcp/package.json");

const valuesOf = (struct) => struct?.toJavaScript() ?? {};
const structOf = (values) => Struct.fromJavaScript(values);

function record(verb, urn, inputs) {
  const [types, name] = urn.split("::").slice(2);
  const type = types.split("$").at(-1);
  appendFileSync(process.env.GCP_PROVIDER_RECORD, `${JSON.stringify({ verb, type, name, inputs })}\n`);
}

/** What the service adds to some resources. */
function outputsOf(urn, inputs) {
  const named = { ...inputs, name: inputs.name ?? `${urn.split("::").at(-1)}-0a1b2c3` };
  if (urn.includes("gcp:serviceaccount/account:Account::")) {
    return { ...inputs, email: `${inputs.accountId}@${inputs.project}.iam.gserviceaccount.com` };
  }
  if (urn.includes("IAMCustomRole::")) return { ...inputs, name: `projects/${inputs.project}/roles/${inputs.roleId}` };
  return urn.includes("IAMMember::") ? inputs : named;
}

function created(request) {
  const urn = request.getUrn();
  const inputs = valuesOf(request.getProperties());
  record("create", urn, inputs);
  const response = new messages.CreateResponse();
  response.setId(urn.split("::").at(-1));
  response.setProperties(structOf(outputsOf(urn, inputs)));
  return response;
}

function updated(request) {
  const urn = request.getUrn();
  const inputs = valuesOf(request.getNews());
  record("update", urn, inputs);
  const response = new messages.UpdateResponse();
  response.setProperties(structOf({ ...valuesOf(request.getOlds()), ...outputsOf(urn, inputs) }));
  return response;
}

function deleted(request) {
  record("delete", request.getUrn(), {});
  return new Empty();
}

function compared(request) {
  const isSame = isDeepStrictEqual(valuesOf(request.getOldInputs()), valuesOf(request.getNews()));
  const response = new messages.DiffResponse();
  response.setChanges(
    isSame ? messages.DiffResponse.DiffChanges.DIFF_NONE : messages.DiffResponse.DiffChanges.DIFF_SOME,
  );
  return response;
}

function checked(request) {
  const response = new messages.CheckResponse();
  response.setInputs(request.getNews());
  return response;
}

function pluginInfo() {
  const info = new PluginInfo();
  info.setVersion(version);
  return info;
}

const answer = (respond) => (call, done) => {
  try {
    done(null, respond(call.request));
  } catch (error) {
    done(error);
  }
};
const server = new grpc.Server();
server.addService(ResourceProviderService, {
  getPluginInfo: answer(pluginInfo),
  checkConfig: answer(checked),
  diffConfig: answer(compared),
  configure: answer(() => new messages.ConfigureResponse()),
  check: answer(checked),
  diff: answer(compared),
  create: answer(created),
  update: answer(updated),
  delete: answer(deleted),
  cancel: answer(() => new Empty()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port);
});
