import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { Documentation } from "./documentation";

const SOURCES = join(__dirname, "..", "..", "src");

/** What declares the resources, the function, and the names of kinds. */
const FOLDERS = ["resources", "functions", "vertex/kinds"];

/** A property of an interface, or an output of a class. */
export interface Member {
  readonly name: string;
  readonly type: ts.TypeNode;
  readonly isOptional: boolean;
  readonly documentation: Documentation;
}

type Declaration = ts.InterfaceDeclaration | ts.ClassDeclaration | ts.TypeAliasDeclaration | ts.FunctionDeclaration;

/** The declarations of the package by name, as the compiler has parsed them. */
export class Declarations {
  private readonly byName: ReadonlyMap<string, Declaration>;

  constructor() {
    const declarations = FOLDERS.flatMap((folder) => sourcesIn(join(SOURCES, folder))).flatMap(({ statements }) =>
      statements.filter(isDeclaration),
    );
    this.byName = new Map(declarations.map((declaration) => [String(declaration.name?.text), declaration]));
  }

  /** What a type alias stands for; `undefined` if the name is not that of an alias. */
  aliased(name: string): ts.TypeNode | undefined {
    const declaration = this.named(name);
    return ts.isTypeAliasDeclaration(declaration) ? declaration.type : undefined;
  }

  /** What the TSDoc of a declaration says. */
  documentationOf(name: string): Documentation {
    return Documentation.of(this.named(name));
  }

  /** The properties of an interface, or the outputs of a class: the inherited ones first, unless they are declared anew. */
  membersOf(name: string): Member[] {
    const declaration = this.named(name);
    if (!ts.isInterfaceDeclaration(declaration) && !ts.isClassDeclaration(declaration)) {
      throw new Error(`${name} has no members`);
    }
    const bases = (declaration.heritageClauses ?? [])
      .flatMap(({ types }) => types.map(({ expression }) => expression.getText()))
      .filter((base) => this.byName.has(base));
    const members = [...bases.flatMap((base) => this.membersOf(base)), ...ownMembersOf(declaration)];
    return [...new Map(members.map((member) => [member.name, member])).values()];
  }

  private named(name: string): Declaration {
    const declaration = this.byName.get(name);
    if (!declaration) throw new Error(`${name} is not declared in ${FOLDERS.join(", ")}`);
    return declaration;
  }
}

function sourcesIn(folder: string): ts.SourceFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => ts.createSourceFile(file, readFileSync(join(folder, file), "utf8"), ts.ScriptTarget.ES2022, true));
}

function isDeclaration(statement: ts.Statement): statement is Declaration {
  return (
    ts.isInterfaceDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isFunctionDeclaration(statement)
  );
}

/** Outputs of a class are `declare`d; what else it has is for programs in TypeScript. */
function ownMembersOf(declaration: ts.InterfaceDeclaration | ts.ClassDeclaration): Member[] {
  const isOutput = (node: ts.PropertyDeclaration) =>
    node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword);
  const nodes: ts.Node[] = [...declaration.members];
  return nodes.flatMap((node) => {
    if (!(ts.isPropertySignature(node) || (ts.isPropertyDeclaration(node) && isOutput(node))) || !node.type) return [];
    const { name, type, questionToken } = node;
    return [{ name: name.getText(), type, isOptional: !!questionToken, documentation: Documentation.of(node) }];
  });
}
