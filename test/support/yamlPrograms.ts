import { parse } from "yaml";
import { faultsOf, packageSchema } from "./packageSchema";

/** A program in YAML. */
interface YamlProgram {
  readonly runtime: string;
  readonly resources?: Readonly<Record<string, { readonly type: string; readonly properties: object }>>;
  readonly variables?: Readonly<
    Record<string, { readonly "fn::invoke": { readonly function: string; readonly arguments: object } }>
  >;
  readonly outputs?: Readonly<Record<string, string>>;
}

/** In YAML the module `index` is left out. */
const tokenIn = (name: string) => name.replace(":", ":index:");

/** What a program in YAML declares or calls, by its name there. */
function usesIn({ resources = {}, variables = {} }: YamlProgram) {
  const declared = Object.entries(resources).map(([name, { type, properties: given }]) => {
    if (type === "pulumi:providers:vertex-jobs")
      return { name, given, inputs: { properties: packageSchema.provider.inputProperties }, outputs: {} };
    const spec = packageSchema.resources[tokenIn(type)];
    if (!spec) throw new Error(`the schema has no ${type}`);
    const inputs = { properties: spec.inputProperties, required: spec.requiredInputs ?? [] };
    return { name, given, inputs, outputs: spec.properties };
  });
  const called = Object.entries(variables).map(([name, { "fn::invoke": call }]) => {
    const spec = packageSchema.functions[tokenIn(call.function)];
    if (!spec) throw new Error(`the schema has no ${call.function}`);
    return { name, given: call.arguments, inputs: spec.inputs, outputs: spec.outputs.properties };
  });
  return [...declared, ...called];
}

/** What is wrong with a program in YAML, by the schema: its inputs, and the outputs that it reads. */
export function faultsOfYaml(text: string): string[] {
  const program: YamlProgram = parse(text);
  const uses = usesIn(program);
  const unknown = Object.values(program.outputs ?? {}).filter((output) => {
    const [, from, property = ""] = /^\$\{(\w+)\.(\w+)\}$/.exec(output) ?? [];
    const use = uses.find((one) => one.name === from);
    return !use || !(property in use.outputs);
  });
  return [
    ...(program.runtime === "yaml" ? [] : [`runtime ${program.runtime}`]),
    ...uses.flatMap(({ given, inputs }) => faultsOf(given, inputs)),
    ...unknown.map((output) => `${output} is no output`),
  ];
}
