import type { InputTable } from "../../src/provider/inputTable";
import { JOB_CANCELLATION, PIPELINE_JOB_CANCELLATION } from "../../src/provider/jobCancellation/definition";
import { JOB_SWEEP } from "../../src/provider/jobSweep/definition";
import { SECRET_OUTPUTS } from "../../src/resources/connection";
import type { Declarations, Member } from "./declarations";
import { exampleOf } from "./examples";
import type { PropertiesSpec, PropertySpec, ResourceSpec } from "./specification";
import { isAlwaysThere, type TypeSpecs } from "./typeSpecs";

/** A resource as the provider defines it: its class, its inputs, and the names of the outputs that are no inputs. */
export interface ResourceDefinition {
  readonly type: string;
  readonly inputs: InputTable;
  readonly outputs: readonly string[];
}

/** The resources of the package. */
export const RESOURCES: readonly ResourceDefinition[] = [PIPELINE_JOB_CANCELLATION, JOB_CANCELLATION, JOB_SWEEP];

/** The one argument that only a program in TypeScript can give: a provider of another package. */
const GOOGLE_PROVIDER = "gcpProvider";

/** Describes a resource by its class, its arguments, and its definition. Inputs are recorded, so they are outputs, too. */
export function resourceOf(
  { type, inputs }: ResourceDefinition,
  declarations: Declarations,
  specs: TypeSpecs,
): ResourceSpec {
  const args = declarations.membersOf(`${type}Args`).filter((member) => member.name !== GOOGLE_PROVIDER);
  const outputs = declarations.membersOf(type);
  const inputProperties = propertiesOf(args, (member) => ({
    ...specs.propertyOf(member, SECRET_OUTPUTS),
    ...(inputs[member.name]?.change === "replace" && { willReplaceOnChanges: true }),
  }));
  const recorded = propertiesOf([...args, ...outputs], (member) => specs.propertyOf(member, SECRET_OUTPUTS));
  const isRecorded = (member: Member) => isAlwaysThere(member) || inputs[member.name]?.default !== undefined;
  const required = [...args.filter(isRecorded), ...outputs.filter(isAlwaysThere)].map((member) => member.name);
  const requiredInputs = args.filter(isAlwaysThere).map((member) => member.name);
  return {
    description: `${declarations.documentationOf(type).description}\n\n${exampleOf(type)}`,
    properties: recorded,
    required: [...new Set(required)],
    inputProperties,
    ...(requiredInputs.length > 0 && { requiredInputs }),
  };
}

function propertiesOf(members: readonly Member[], specOf: (member: Member) => PropertySpec): PropertiesSpec {
  return Object.fromEntries(members.map((member) => [member.name, specOf(member)]));
}
