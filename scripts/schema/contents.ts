import { tokenOf } from "../../src/plugin/tokens";
import { SECRET_SETTINGS } from "../../src/provider/connection/providerSettings";
import { Declarations } from "./declarations";
import { exampleOf } from "./examples";
import { RESOURCES, resourceOf } from "./resources";
import type { FunctionSpec, PackageContents, PropertiesSpec } from "./specification";
import { TypeSpecs } from "./typeSpecs";

/** Defaults of the provider. No argument of a resource says the same in the same words. */
const LOCATION: PropertiesSpec = {
  project: {
    type: "string",
    description:
      "Project id or number of the jobs, where a resource or function names none.\n\n" +
      "Default: the environment variables that the Google provider reads, such as `GOOGLE_PROJECT`.",
  },
  region: {
    type: "string",
    description:
      "Vertex AI location of the jobs, where a resource or function names none.\n\n" +
      "Default: the environment variables that the Google provider reads, such as `GOOGLE_REGION`.",
  },
};

/** What the types and TSDoc of the package declare. */
export function contentsOf(declarations = new Declarations()): PackageContents {
  const specs = new TypeSpecs(declarations);
  const settings = settingsOf(declarations, specs);
  const resources = RESOURCES.map(
    (resource) => [tokenOf(resource.type), resourceOf(resource, declarations, specs)] as const,
  );
  const functions = { [tokenOf("getJobs")]: functionOf("getJobs", declarations, specs) };
  return {
    config: { variables: settings },
    provider: {
      description:
        "How the provider connects to Vertex AI, and where jobs are. What is not given here comes from the environment " +
        "variables that the Google provider reads, then from Application Default Credentials.",
      inputProperties: settings,
    },
    types: specs.types,
    resources: Object.fromEntries(resources),
    functions,
  };
}

function settingsOf(declarations: Declarations, specs: TypeSpecs): PropertiesSpec {
  const settings = declarations
    .membersOf("ConnectionArgs")
    .map((member) => [member.name, specs.propertyOf(member, SECRET_SETTINGS)] as const);
  return { ...LOCATION, ...Object.fromEntries(settings) };
}

function functionOf(name: string, declarations: Declarations, specs: TypeSpecs): FunctionSpec {
  const typeName = name.charAt(0).toUpperCase() + name.slice(1);
  return {
    description: `${declarations.documentationOf(name).description}\n\n${exampleOf(name)}`,
    inputs: specs.objectOf(declarations.membersOf(`${typeName}Args`)),
    outputs: specs.objectOf(declarations.membersOf(`${typeName}Result`)),
  };
}
