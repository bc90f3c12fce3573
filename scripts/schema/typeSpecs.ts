import ts from "typescript";
import { tokenOf } from "../../src/plugin/tokens";
import { KIND_NAMES } from "../../src/vertex/kinds/kindNames";
import type { Declarations, Member } from "./declarations";
import type { EnumSpec, ObjectSpec, PropertySpec, TypeSpec } from "./specification";

/** Closed lists of which the values are data. */
const VALUES: Readonly<Record<string, readonly string[]>> = { JobKindName: KIND_NAMES };

/** What makes no difference to a schema. */
const WRAPPERS = ["pulumi.Input", "pulumi.Output", "pulumi.Unwrap", "Readonly", "Partial"];

/** Turns types of TypeScript into those of a schema, and collects the named ones. */
export class TypeSpecs {
  private readonly named = new Map<string, ObjectSpec | EnumSpec>();

  constructor(private readonly declarations: Declarations) {}

  /** The named types that have been used, by their tokens. */
  get types(): Record<string, ObjectSpec | EnumSpec> {
    return Object.fromEntries([...this.named].sort(([left], [right]) => (left < right ? -1 : 1)));
  }

  /**
   * A property of an object, a resource, or the provider.
   *
   * @param secrets - names of properties whose value must not be shown.
   */
  propertyOf({ name, type, documentation }: Member, secrets: readonly string[] = []): PropertySpec {
    const { description } = documentation;
    return { ...this.typeOf(type), description, ...(secrets.includes(name) && { secret: true }) };
  }

  /** An object with some properties. */
  objectOf(members: readonly Member[]): ObjectSpec {
    const required = members.filter((member) => isAlwaysThere(member)).map(({ name }) => name);
    return {
      type: "object",
      properties: Object.fromEntries(members.map((member) => [member.name, this.propertyOf(member)])),
      ...(required.length > 0 && { required }),
    };
  }

  private typeOf(node: ts.TypeNode): TypeSpec {
    if (ts.isUnionTypeNode(node)) return this.unionOf(node);
    if (ts.isTypeReferenceNode(node)) return this.referenceOf(node);
    if (ts.isArrayTypeNode(node)) return { type: "array", items: this.typeOf(node.elementType) };
    if (ts.isParenthesizedTypeNode(node)) return this.typeOf(node.type);
    switch (node.kind) {
      case ts.SyntaxKind.StringKeyword:
        return { type: "string" };
      case ts.SyntaxKind.BooleanKeyword:
        return { type: "boolean" };
      case ts.SyntaxKind.NumberKeyword:
        // Every number of this package is a count or a code.
        return { type: "integer" };
      case ts.SyntaxKind.UnknownKeyword:
        return { $ref: "pulumi.json#/Any" };
      default:
        throw new Error(`no type of a schema: ${node.getText()}`);
    }
  }

  /** Alternatives that come to the same type. An open enum is text. */
  private unionOf({ types }: ts.UnionTypeNode): TypeSpec {
    if (types.some((type) => type.getText() === "(string & {})")) return { type: "string" };
    const [first, ...others] = types.filter((type) => !isUndefined(type)).map((type) => this.typeOf(type));
    if (first && others.every((other) => JSON.stringify(other) === JSON.stringify(first))) return first;
    throw new Error(`not one type: ${types.map((type) => type.getText()).join(" | ")}`);
  }

  private referenceOf({ typeName, typeArguments = ts.factory.createNodeArray() }: ts.TypeReferenceNode): TypeSpec {
    const name = typeName.getText();
    const [first, second] = typeArguments;
    if (first && WRAPPERS.includes(name)) return this.typeOf(first);
    if (second && name === "Record") return { type: "object", additionalProperties: this.typeOf(second) };
    const aliased = this.declarations.aliased(name);
    const values = aliased && (VALUES[name] ?? literalsOf(aliased));
    if (aliased && !values) return this.typeOf(aliased);
    const token = tokenOf(name.replace(/Args$/, ""));
    if (!this.named.has(token)) this.named.set(token, values ? this.enumOf(name, values) : this.interfaceOf(name));
    return { $ref: `#/types/${token}` };
  }

  private interfaceOf(name: string): ObjectSpec {
    const { description } = this.declarations.documentationOf(name);
    return { description, ...this.objectOf(this.declarations.membersOf(name)) };
  }

  private enumOf(name: string, values: readonly string[]): EnumSpec {
    const documentation = this.declarations.documentationOf(name);
    const explained = [...documentation.values.keys()];
    if (explained.join() !== values.join())
      throw new Error(`the TSDoc of ${name} explains ${explained}, not ${values}`);
    const { description } = documentation;
    const meaningOf = (value: string) => String(documentation.values.get(value));
    return {
      description,
      type: "string",
      enum: values.map((value) => ({ name: pascalCased(value), value, description: meaningOf(value) })),
    };
  }
}

/** Whether a property is required, or an output always there. */
export function isAlwaysThere({ isOptional, type }: Member): boolean {
  const [inner] = ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : [];
  return !isOptional && !(inner && ts.isUnionTypeNode(inner) && inner.types.some(isUndefined));
}

function isUndefined({ kind }: ts.TypeNode): boolean {
  return kind === ts.SyntaxKind.UndefinedKeyword;
}

/** The values of a closed list of texts; `undefined` for any other type. */
function literalsOf(node: ts.TypeNode): string[] | undefined {
  if (!ts.isUnionTypeNode(node)) return undefined;
  const values = node.types.flatMap((type) =>
    ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [],
  );
  return values.length === node.types.length ? values : undefined;
}

function pascalCased(value: string): string {
  const words = value === value.toUpperCase() ? value.toLowerCase().split("_") : [value];
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
