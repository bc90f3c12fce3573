import { byId, element, renewChildren } from "./elements.mjs";
import { stateWords } from "./words.mjs";

/**
 * Shows how many jobs are in each state. Each is a button that searches for them.
 *
 * @param {Readonly<Record<string, number>>} states
 * @param {string} search - what is typed now.
 */
export function showStateChips(states, search) {
  const chips = Object.entries(states)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([state, count]) => {
      const isSearched = search.trim().toLowerCase() === state.toLowerCase();
      const attributes = { class: "badge", "data-state": state, "data-search": isSearched ? "" : state.toLowerCase() };
      const text = [stateWords(state), element("span", { class: "count" }, String(count))];
      const chip = element("button", { type: "button", ...attributes, "aria-pressed": String(isSearched) }, ...text);
      return element("span", { "data-key": state }, chip);
    });
  renewChildren(byId("job-states"), chips);
}
