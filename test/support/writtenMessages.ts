import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { stubOf } from "../../src/resources/stub";
import { repository } from "./repository";

/** A text of an error that is written where the error is thrown, and not in the catalogue. */
export interface WrittenMessage {
  /** Where it stands, such as `src/vertex/http/retry.ts:54`. */
  readonly place: string;
  /** The sentences in it, which are always the same; between them something is filled in. */
  readonly parts: readonly string[];
}

const ERROR_CALL = /(Error|Failure)$/;

/** Two words or more: any other text of a source is a name. */
const SENTENCE = /[A-Za-z'",]{2,} [a-z]{2,}/;

/** The sentences of a text with gaps, which are `…` or stand in braces. */
export function sentencesOf(text: string): string[] {
  const parts = text.replaceAll("`", "").split(/…|<\w+>|\{\w+\}/);
  return parts.filter((part) => SENTENCE.test(part)).map((part) => part.trim());
}

/** The messages of errors in the sources. */
export function writtenMessages(): WrittenMessage[] {
  const files = readdirSync(join(repository, "src"), { recursive: true, encoding: "utf8" });
  const sources = files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => messagesOf(`src/${file}`, readFileSync(join(repository, "src", file), "utf8")));
  // The code that travels as a text has errors of its own.
  return [...sources.flat(), ...messagesOf("src/resources/stub.ts", stubOf("Type"))];
}

function messagesOf(file: string, text: string): WrittenMessage[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: WrittenMessage[] = [];
  const visit = (node: ts.Node, isPrinted: boolean): void => {
    const called = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText() : "";
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    const isInError = isPrinted || ERROR_CALL.test(called);
    const gapped = textOf(node);
    const parts = gapped === undefined ? [] : sentencesOf(gapped);
    if (parts.length > 0 && isInError) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ place: `${file}:${line + 1}`, parts });
    }
    const inner = gapped === undefined ? node.getChildren() : filledInto(node);
    for (const child of inner) visit(child, isInError);
  };
  visit(source, false);
  return found;
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
