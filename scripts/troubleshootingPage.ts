// npm run docs: writes the catalogue of messages into docs/troubleshooting.md, between the two marks there.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SECTIONS } from "../src/messages/catalogue";
import type { Row, Section, Text } from "../src/messages/row";

/** The page. */
export const PAGE = join(__dirname, "..", "docs", "troubleshooting.md");

const CATALOGUE = /(?<=<!-- catalogue -->\n)[\s\S]*?(?=<!-- end of catalogue -->)/;

/** The page with the catalogue as it is now. */
export function withCatalogue(page: string): string {
  if (!CATALOGUE.test(page)) throw new Error(`${PAGE} has no place for the catalogue`);
  return page.replace(CATALOGUE, () => `\n${SECTIONS.map(sectionOf).join("\n")}\n`);
}

function sectionOf({ title, intro, prefix = "", rows }: Section): string {
  return [
    `## ${title}`,
    ...(intro ? ["", intro] : []),
    "",
    "| message | cause | what to do |",
    "|---|---|---|",
    ...Object.values(rows).map((row) => rowOf(row, prefix)),
    "",
  ].join("\n");
}

function rowOf({ text, step, cause, remedy }: Row, prefix: string): string {
  const messages = textsOf(text).map((one) => codeOf(`${prefix}${one}`));
  const steps =
    step === undefined
      ? []
      : textsOf(step)
          .slice(0, 1)
          .map((one) => `${proseOf(one)}.`);
  return `| ${messages.join(", ")} | ${cause} | ${[...steps, ...(remedy ? [remedy] : [])].join(" ")} |`;
}

/** The text for each reader; the one for Pulumi first. */
function textsOf(text: Text): string[] {
  return typeof text === "string" ? [text] : [...new Set(Object.values(text))];
}

/** A parameter is shown as `<parameter>`, and an input by its name in a program. */
function filled(text: string): string {
  return text
    .replaceAll("{@command}", "pulumi up")
    .replace(/\{@([\w.:]+)\}/g, "$1")
    .replace(/\{(\w+)\}/g, "<$1>");
}

function codeOf(text: string): string {
  return `\`${filled(text).replaceAll("`", "").replaceAll("|", "\\|")}\``;
}

/** Outside of code, Markdown would take a placeholder for HTML. */
function proseOf(text: string): string {
  return filled(text).replace(/<\w+>/g, "…");
}

if (require.main === module) writeFileSync(PAGE, withCatalogue(readFileSync(PAGE, "utf8")));
