import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./repository";

/**
 * The blocks of code in a document, without the indentation that they have in a list.
 *
 * @param language - as after the backticks; `ts|typescript` takes either.
 * @param heading - of the section in which they stand; absent: any.
 */
export function codeBlocksOf(document: string, language: string, heading?: string): string[] {
  const text = readFileSync(join(repository, document), "utf8");
  const sections = text.split(/^## /m).filter((section) => heading === undefined || section.startsWith(`${heading}\n`));
  const fence = new RegExp(`^( *)\`\`\`(?:${language})\\n(.*?)^ *\`\`\`$`, "gms");
  return [...sections.join("").matchAll(fence)].map(([, indent = "", block = ""]) =>
    block.replaceAll(`\n${indent}`, "\n"),
  );
}
