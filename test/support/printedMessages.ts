import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { stubOf } from "../../src/resources/stub";
import { repository } from "./repository";

/** A text that the package can print. */
export interface PrintedMessage {
  /** Where it stands, such as `src/vertex/http/retry.ts:54`. */
  readonly place: string;
  /** The sentences in it, which are always the same; between them something is filled in. */
  readonly parts: readonly string[];
}

/** Files of the command line whose texts are its `--help`. */
const HELP_FILES = ["conditions.ts", "exitCodes.ts", "program.ts"];

/** Sources whose texts are data, outside of errors: what the fake says in the service's name, a workflow, descriptions. */
const DATA = /^src\/(testing\/|guard\/(workflow\/|guardResources))/;

/** What makes help of a text elsewhere. */
const HELP_CALL = /(^Option|\.helpGroup)$/;

const ERROR_CALL = /^(Usage|Range)?Error$/;

/** Two words or more: any other text of a source is a name. */
const SENTENCE = /[A-Za-z'",]{2,} [a-z]{2,}/;

/** The sentences of a text with gaps, which are `…` or stand in braces. */
export function sentencesOf(text: string): string[] {
  const parts = text.replaceAll("`", "").split(/…|\{\w+\}/);
  return parts.filter((part) => SENTENCE.test(part)).map((part) => part.trim());
}

/** The messages of the sources, less help texts and data. */
export function printedMessages(): PrintedMessage[] {
  const files = readdirSync(join(repository, "src"), { recursive: true, encoding: "utf8" });
  const sources = files
    .filter((file) => file.endsWith(".ts") && !HELP_FILES.includes(basename(file)))
    .map((file) => {
      const name = `src/${file}`;
      return messagesOf(name, readFileSync(join(repository, name), "utf8"), DATA.test(name));
    });
  // The code that travels as a text has errors of its own.
  return [...sources.flat(), ...messagesOf("src/resources/stub.ts", stubOf("Type"), true)];
}

/** @param errorsOnly - whether texts outside of errors are no messages. */
function messagesOf(file: string, text: string, errorsOnly: boolean): PrintedMessage[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: PrintedMessage[] = [];
  const visit = (node: ts.Node, isPrinted: boolean): void => {
    const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText() : "";
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || HELP_CALL.test(called)) return;
    const isInError = isPrinted || ERROR_CALL.test(called);
    const gapped = textOf(node);
    const parts = gapped === undefined || isCode(gapped) ? [] : sentencesOf(gapped);
    if (parts.length > 0 && (isInError || !errorsOnly)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ place: `${file}:${line + 1}`, parts });
    }
    const inner = gapped === undefined ? node.getChildren() : filledInto(node);
    for (const child of inner) visit(child, isInError);
  };
  visit(source, !errorsOnly);
  return found;
}

function isCode(text: string): boolean {
  return text.startsWith("exports.handler=") || /^\w+ desc$/.test(text);
}

/** A text with `…` for what is filled in; of several that are joined, too. `undefined` for what is no text. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…");
  }
  if (!isJoined(node)) return undefined;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === undefined && right === undefined ? undefined : `${left ?? "…"}${right ?? "…"}`;
}

/** What is filled in may have sentences, too. */
function filledInto(node: ts.Node): ts.Node[] {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map(({ expression }) => expression);
  if (!isJoined(node)) return [];
  return [node.left, node.right].flatMap((side) => (textOf(side) === undefined ? [side] : filledInto(side)));
}

function isJoined(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}
