import { FilterError } from "./filterError";
import type { Operator, Restriction } from "./syntax";
import { matchesWildcard } from "./wildcard";

/** Whether an item passes. */
export type Predicate<Item> = (item: Item) => boolean;

/** A field that filters can name, and what they can say about it. */
export interface Field<Item> {
  /** What the restriction means; throws a FilterError for an operator or a value that the field does not take. */
  compile(restriction: Restriction): Predicate<Item>;
}

/** A text field: `=` and `!=`, and on request `:` with wildcards. */
export function textField<Item>(
  read: (item: Item) => string | undefined,
  operators: readonly Operator[] = ["=", "!="],
): Field<Item> {
  return {
    compile(restriction) {
      checkOperator(restriction, operators);
      const { operator, value } = restriction;
      if (operator === ":") {
        return isPresence(restriction)
          ? (item) => (read(item) ?? "") !== ""
          : (item) => matchesWildcard(read(item) ?? "", value);
      }
      return (item) => ((read(item) ?? "") === value) === (operator === "=");
    },
  };
}

/** An enum field: `=` and `!=` with one of its names. */
export function enumField<Item>(read: (item: Item) => string, names: readonly string[]): Field<Item> {
  return {
    compile(restriction) {
      checkOperator(restriction, ["=", "!="]);
      if (!names.includes(restriction.value)) {
        throw new FilterError(`'${restriction.value}' is not a value of ${restriction.field.join(".")}`);
      }
      return (item) => (read(item) === restriction.value) === (restriction.operator === "=");
    },
  };
}

/** A time: every comparison with an RFC 3339 value, and `:*` if it can be absent. */
export function timeField<Item>(read: (item: Item) => number | undefined, canBeAbsent = false): Field<Item> {
  return {
    compile(restriction) {
      checkOperator(restriction, ["=", "!=", "<", ">", "<=", ">=", ...(canBeAbsent ? ([":"] as const) : [])]);
      if (restriction.operator === ":") {
        checkPresence(restriction);
        return (item) => read(item) !== undefined;
      }
      const bound = parseTime(restriction);
      const holds = COMPARISONS[restriction.operator];
      return (item) => {
        const time = read(item);
        return time === undefined ? restriction.operator === "!=" : holds(time, bound);
      };
    },
  };
}

/** A message that is there or not: `:*`. */
export function presenceField<Item>(isPresent: Predicate<Item>): Field<Item> {
  return {
    compile(restriction) {
      checkOperator(restriction, [":"]);
      checkPresence(restriction);
      return isPresent;
    },
  };
}

/** Labels: `labels.key="value"`, `labels.key:*` and `labels:key`. */
export function labelsField<Item>(read: (item: Item) => Readonly<Record<string, unknown>>): Field<Item> {
  const labelOf = (item: Item, key: string): unknown => (Object.hasOwn(read(item), key) ? read(item)[key] : undefined);
  return {
    compile(restriction) {
      const { field, value } = restriction;
      const key = field.slice(1).join(".");
      if (key === "") {
        checkOperator(restriction, [":"]);
        return (item) => labelOf(item, value) !== undefined;
      }
      checkOperator(restriction, ["=", ":"]);
      return isPresence(restriction)
        ? (item) => labelOf(item, key) !== undefined
        : (item) => labelOf(item, key) === value;
    },
  };
}

const COMPARISONS: Readonly<Record<Exclude<Operator, ":">, (left: number, right: number) => boolean>> = {
  "=": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  "<": (left, right) => left < right,
  ">": (left, right) => left > right,
  "<=": (left, right) => left <= right,
  ">=": (left, right) => left >= right,
};

function isPresence({ operator, value, isQuoted }: Restriction): boolean {
  return operator === ":" && value === "*" && !isQuoted;
}

function checkPresence(restriction: Restriction): void {
  if (!isPresence(restriction)) {
    throw new FilterError(`'${restriction.field.join(".")}:' takes * only`);
  }
}

function checkOperator({ field, operator }: Restriction, operators: readonly Operator[]): void {
  if (!operators.includes(operator)) {
    throw new FilterError(`'${field.join(".")}' does not support '${operator}'`);
  }
}

function parseTime({ value }: Restriction): number {
  const isRfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value);
  const time = isRfc3339 ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new FilterError(`'${value}' is not an RFC 3339 time`);
  }
  return time;
}
