import { invalidField } from "../../http/apiErrors";
import type { Field, Predicate } from "./fields";
import { FilterError } from "./filterError";
import { type Expression, parseFilter, type Restriction } from "./syntax";

/** What the filters of one collection may contain. */
export interface FilterLanguage<Item> {
  /** By name in snake_case; a map field by its first part. */
  readonly fields: ReadonlyMap<string, Field<Item>>;
  /** Whether the API documents NOT for this collection. */
  readonly hasNot: boolean;
}

/**
 * Turns a filter into a predicate; no filter lets everything pass.
 * @throws ApiError for a filter that the collection does not understand.
 */
export function compileFilter<Item>(filter: string | undefined, language: FilterLanguage<Item>): Predicate<Item> {
  if (filter === undefined || filter.trim() === "") {
    return () => true;
  }
  try {
    return compile(parseFilter(filter), language);
  } catch (error) {
    if (error instanceof FilterError) {
      throw invalidField("filter", `Invalid filter expression: ${error.message}.`);
    }
    throw error;
  }
}

function compile<Item>(expression: Expression, language: FilterLanguage<Item>): Predicate<Item> {
  switch (expression.kind) {
    case "restriction":
      return fieldOf(expression, language).compile(expression);
    case "not": {
      if (!language.hasNot) {
        throw new FilterError("NOT is not supported");
      }
      const operand = compile(expression.operand, language);
      return (item) => !operand(item);
    }
    case "and": {
      const operands = expression.operands.map((operand) => compile(operand, language));
      return (item) => operands.every((operand) => operand(item));
    }
    case "or": {
      const operands = expression.operands.map((operand) => compile(operand, language));
      return (item) => operands.some((operand) => operand(item));
    }
  }
}

/** Both spellings of a field work: `create_time` and `createTime`. The keys of a map are left alone. */
function fieldOf<Item>({ field }: Restriction, { fields }: FilterLanguage<Item>): Field<Item> {
  const snake = field.map((part) => part.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  const found = fields.get(snake.join(".")) ?? (snake[0] === "labels" ? fields.get("labels") : undefined);
  if (found === undefined) {
    throw new FilterError(`'${field.join(".")}' is not a field that can be filtered by`);
  }
  return found;
}
