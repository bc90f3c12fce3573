import { type Message, message } from "../../messages/message";

/**
 * What is wrong with the brackets of a raw filter. One that closes a parenthesis which it has not opened would get out
 * of the parentheses that it is joined in.
 *
 * @returns the rest of a sentence that begins with the property, or `undefined` when nothing is wrong.
 */
export function faultOfFilter(filter: string): Message | undefined {
  if (filter.trim() === "") return message("mustNotBeEmpty");
  let quote = "";
  let depth = 0;
  for (let at = 0; at < filter.length; at++) {
    const character = filter[at] ?? "";
    if (quote !== "") {
      if (character === "\\") at++;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if (character === "(") {
      depth++;
    } else if (character === ")") {
      depth--;
      if (depth < 0) return message("parenthesisNotOpened", { position: at });
    }
  }
  if (quote !== "") return message("quoteNotClosed", { quote });
  return depth > 0 ? message("parenthesisNotClosed") : undefined;
}
