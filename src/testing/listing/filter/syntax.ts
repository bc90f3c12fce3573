import { FilterError } from "./filterError";
import { type Token, tokenize } from "./tokens";

/** What may stand between a field and a value. */
export type Operator = "=" | "!=" | "<" | ">" | "<=" | ">=" | ":";

/** One comparison. */
export interface Restriction {
  readonly kind: "restriction";
  /** The parts of the field, as they were spelled: `["labels", "env"]`. */
  readonly field: readonly string[];
  readonly operator: Operator;
  readonly value: string;
  /** Whether the value was in quotes. A bare `*` asks for presence. */
  readonly isQuoted: boolean;
}

/** A filter, understood. */
export type Expression =
  | Restriction
  | { readonly kind: "and" | "or"; readonly operands: readonly Expression[] }
  | { readonly kind: "not"; readonly operand: Expression };

const MAX_DEPTH = 50;

/**
 * Parses a filter. OR binds tighter than AND.
 *
 * @see https://google.aip.dev/160
 * @throws FilterError
 */
export function parseFilter(filter: string): Expression {
  return new Parser(tokenize(filter)).parse();
}

class Parser {
  #next = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): Expression {
    const expression = this.#conjunction();
    if (this.#peek().kind !== "end") {
      throw this.#unexpected();
    }
    return expression;
  }

  #conjunction(): Expression {
    return this.#chain("and", () => this.#chain("or", () => this.#term()));
  }

  #chain(kind: "and" | "or", operand: () => Expression): Expression {
    const first = operand();
    const operands = [first];
    while (this.#takeText(kind.toUpperCase())) {
      operands.push(operand());
    }
    return operands.length === 1 ? first : { kind, operands };
  }

  #term(): Expression {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw new FilterError("it is nested too deeply");
    }
    const term = this.#negationOrSimple();
    this.#depth -= 1;
    return term;
  }

  #negationOrSimple(): Expression {
    if (this.#takeText("NOT")) {
      return { kind: "not", operand: this.#term() };
    }
    if (!this.#take("mark", "(")) {
      return this.#restriction();
    }
    const inner = this.#conjunction();
    if (!this.#take("mark", ")")) {
      throw this.#unexpected("')'");
    }
    return inner;
  }

  #restriction(): Restriction {
    const field = this.#field();
    const operator = this.#peek();
    if (operator.kind !== "operator") {
      throw this.#unexpected("a comparison");
    }
    this.#next += 1;
    const value = this.#peek();
    if (value.kind !== "text" && value.kind !== "string") {
      throw this.#unexpected("a value");
    }
    this.#next += 1;
    const isQuoted = value.kind === "string";
    return { kind: "restriction", field, operator: operator.text as Operator, value: value.text, isQuoted };
  }

  /** Words with dots between them; a part may be quoted: `labels."cost center"`. */
  #field(): string[] {
    const first = this.#peek();
    if (first.kind !== "text") {
      throw this.#unexpected("a field");
    }
    this.#next += 1;
    const parts = first.text.split(".");
    if (parts.at(-1) === "" && this.#peek().kind === "string") {
      parts[parts.length - 1] = this.#peek().text;
      this.#next += 1;
    }
    if (parts.includes("")) {
      throw new FilterError(`'${first.text}' is not a field`);
    }
    return parts;
  }

  #peek(): Token {
    return this.tokens[this.#next] ?? { kind: "end", text: "", at: 0 };
  }

  #take(kind: Token["kind"], text: string): boolean {
    const token = this.#peek();
    const isTaken = token.kind === kind && token.text === text;
    this.#next += isTaken ? 1 : 0;
    return isTaken;
  }

  #takeText(word: string): boolean {
    return this.#take("text", word);
  }

  #unexpected(wanted = "AND, OR or the end"): FilterError {
    const { kind, text, at } = this.#peek();
    return new FilterError(`expected ${wanted} at position ${at}, found ${kind === "end" ? "the end" : `'${text}'`}`);
  }
}
