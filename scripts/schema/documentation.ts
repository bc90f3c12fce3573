import ts from "typescript";

/** A value of a closed list, as an item of the TSDoc of the list: "- `VALUE`: what it means." */
const VALUE = /^- `(?<value>\w+)`: (?<meaning>.*)$/;

/** What TSDoc says, in the Markdown of a schema. */
export class Documentation {
  /** Without the values of a closed list. */
  readonly description: string;
  /** What each value of a closed list means. */
  readonly values: ReadonlyMap<string, string>;
  /** As it is written after `@default`. */
  readonly default: string | undefined;

  /** @param text - TSDoc without the characters of the comment. */
  constructor(text: string) {
    const [prose = "", ...tags] = text.split(/\n(?=@)/);
    const tagged = (name: string) => tags.find((tag) => tag.startsWith(`@${name} `))?.slice(name.length + 2);
    const paragraphs = prose.trim().split("\n\n").map(unwrapped);
    this.values = new Map(paragraphs.flatMap(valuesIn));
    this.default = tagged("default") && unwrapped(String(tagged("default")));
    const reference = tagged("see");
    this.description = [
      ...paragraphs.filter((paragraph) => valuesIn(paragraph).length === 0),
      ...(this.default === undefined ? [] : [describeDefault(this.default)]),
      ...(reference === undefined ? [] : [`See [the reference](${reference.trim()}).`]),
    ]
      .map(forEveryLanguage)
      .join("\n\n");
  }

  /** Reads the TSDoc of a declaration. @throws Error if it has none. */
  static of(node: ts.Node): Documentation {
    const comment = ts.getJSDocCommentsAndTags(node).at(-1)?.getText();
    if (comment === undefined) throw new Error(`no TSDoc: ${node.getText()}`);
    return new Documentation(comment.replace(/^\/\*\*|\*\/$/g, "").replace(/^\s*\* ?/gm, ""));
  }
}

/** How a description says what applies when nothing is given: the provider fills it in, and no SDK. */
export function describeDefault(text: string): string {
  return `Default: ${isJson(text) ? `\`${text}\`` : text}.`;
}

/** A paragraph on one line; each item of a list on one of its own. */
function unwrapped(paragraph: string): string {
  return paragraph.trim().replace(/\s*\n(?!- )\s*/g, " ");
}

function valuesIn(paragraph: string): [string, string][] {
  return paragraph.split("\n").flatMap((line): [string, string][] => {
    const { value, meaning } = VALUE.exec(line)?.groups ?? {};
    return value && meaning ? [[value, forEveryLanguage(capitalized(meaning))]] : [];
  });
}

/** The plugin reads the same settings as the TypeScript classes, in its own namespace of the config. */
function forEveryLanguage(text: string): string {
  return text.replace(/\{@link (\w+)\}/g, "`$1`").replace(/`gcp:(?=[*\w]+`)/g, "`vertex-jobs:");
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
