/**
 * The parts of a package schema that this package uses.
 *
 * @see https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
 */
export interface TypeSpec {
  readonly type?: "string" | "boolean" | "integer" | "array" | "object";
  readonly $ref?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
}

/** A property of an object, a resource, or the provider. */
export interface PropertySpec extends TypeSpec {
  readonly description: string;
  readonly secret?: true;
  readonly willReplaceOnChanges?: true;
}

/** Properties by name. */
export type PropertiesSpec = Readonly<Record<string, PropertySpec>>;

/** An object, and which of its properties are always there. */
export interface ObjectSpec {
  readonly description?: string;
  readonly type?: "object";
  readonly properties: PropertiesSpec;
  readonly required?: readonly string[];
}

/** A closed list of texts. */
export interface EnumSpec {
  readonly description: string;
  readonly type: "string";
  readonly enum: readonly { readonly name: string; readonly value: string; readonly description: string }[];
}

/** A resource: an object of its outputs, and the inputs. */
export interface ResourceSpec extends ObjectSpec {
  readonly inputProperties: PropertiesSpec;
  readonly requiredInputs?: readonly string[];
}

/** A function. */
export interface FunctionSpec {
  readonly description: string;
  readonly inputs: ObjectSpec;
  readonly outputs: ObjectSpec;
}

/** All that the types and TSDoc of this package say. */
export interface PackageContents {
  readonly config: { readonly variables: PropertiesSpec };
  readonly provider: { readonly description: string; readonly inputProperties: PropertiesSpec };
  readonly resources: Readonly<Record<string, ResourceSpec>>;
  readonly functions: Readonly<Record<string, FunctionSpec>>;
  readonly types: Readonly<Record<string, ObjectSpec | EnumSpec>>;
}
