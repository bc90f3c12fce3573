import { readFileSync } from "node:fs";
import { type Method, Root, Service, type Type } from "protobufjs";

/** The protos that Google's Node client for Vertex AI is generated from, as it ships them. */
const root = Root.fromJSON(
  JSON.parse(readFileSync(require.resolve("@google-cloud/aiplatform/build/protos/protos.json"), "utf8")),
);

const SERVICES = ["v1", "v1beta1"].flatMap((version) =>
  ["PipelineService", "ScheduleService", "JobService", "GenAiTuningService"].map(
    (name) => `google.cloud.aiplatform.${version}.${name}`,
  ),
);

interface Binding {
  readonly verb: string;
  readonly path: RegExp;
  readonly answer: Type;
}

const BINDINGS: readonly Binding[] = [
  ...SERVICES.flatMap((name) => methodsOf(name).flatMap(bindingsOf)),
  // The protos bind these without a project; how they are really asked for stands in the clients' code.
  { verb: "get", path: /\/operations\/[^/:]+$/, answer: messageType("google.longrunning.Operation") },
  { verb: "post", path: /\/operations\/[^/:]+:wait$/, answer: messageType("google.longrunning.Operation") },
];

/** The message of a full name. */
export function messageType(fullName: string): Type {
  return root.lookupType(fullName);
}

/** What the method under a URL answers; `undefined` for a URL that no method has. */
export function answerType(verb: string, path: string): Type | undefined {
  return BINDINGS.find((binding) => binding.verb === verb.toLowerCase() && binding.path.test(path))?.answer;
}

function methodsOf(serviceName: string): Method[] {
  const service = root.lookup(serviceName);
  if (!(service instanceof Service)) throw new Error(`the protos lack ${serviceName}`);
  return service.methodsArray;
}

function bindingsOf(method: Method): Binding[] {
  method.resolve();
  const answer = method.resolvedResponseType;
  return ["get", "post", "patch", "delete"].flatMap((verb) => {
    const template: unknown = method.options?.[`(google.api.http).${verb}`];
    return typeof template === "string" && answer ? [{ verb, path: pathPattern(template), answer }] : [];
  });
}

/** `/v1/{name=projects/*}:cancel` becomes an expression. */
function pathPattern(template: string): RegExp {
  const path = template.replace(/\{[^=}]+=([^}]+)\}/g, "$1");
  return new RegExp(`^${path.replaceAll("*", "[^/:]+")}$`);
}
