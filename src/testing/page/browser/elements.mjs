/**
 * Makes an element. Text stays text, whatever it says.
 *
 * @param {string} tag
 * @param {Readonly<Record<string, string>>} attributes
 * @param {(Node | string)[]} content
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content.map((part) => (typeof part === "string" ? readable(part) : part)));
  return made;
}

/**
 * The element of the page that has this id.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no #${id}.`);
  return found;
}

/**
 * Says something in each place of a class: the page has one, and an open dialog, which makes the page inert, another.
 *
 * @param {"message" | "stopped"} className
 * @param {string} text
 */
export function say(className, text) {
  for (const place of document.querySelectorAll(`.${className}`)) setText(place, text);
}

/**
 * @param {Element} place
 * @param {string} text
 */
export function setText(place, text) {
  const shown = readable(text);
  if (place.textContent !== shown && !isSelected(place)) place.textContent = shown;
}

/**
 * Makes what is shown like what is fresh. What is equal stays, so that it keeps focus, selection, and place. Children
 * are told apart by `data-key`; one without keys is replaced as a whole.
 *
 * @param {HTMLElement} shown
 * @param {HTMLElement} fresh
 */
export function renew(shown, fresh) {
  if (shown.isEqualNode(fresh)) return;
  if (keyedChildren(fresh).length > 0) renewChildren(shown, keyedChildren(fresh));
  else if (!isSelected(shown)) replace(shown, fresh);
}

/**
 * {@link renew} for the children that have a `data-key`.
 *
 * @param {HTMLElement} parent
 * @param {readonly HTMLElement[]} fresh
 */
export function renewChildren(parent, fresh) {
  const shown = new Map(keyedChildren(parent).map((child) => [child.dataset.key, child]));
  const freshKeys = new Set(fresh.map((child) => child.dataset.key));
  for (const [key, child] of shown) if (!freshKeys.has(key)) child.remove();
  let next = keyedChildren(parent)[0] ?? null;
  for (const child of fresh) {
    const kept = shown.get(child.dataset.key);
    if (kept === undefined) parent.insertBefore(child, next);
    else if (kept !== next) parent.insertBefore(kept, next);
    else next = /** @type {HTMLElement | null} */ (kept.nextElementSibling);
    if (kept !== undefined) renew(kept, child);
  }
}

/**
 * @param {HTMLElement} shown
 * @param {HTMLElement} fresh
 */
function replace(shown, fresh) {
  const focused = shown.contains(document.activeElement) ? document.activeElement : null;
  shown.replaceWith(fresh);
  if (focused instanceof HTMLElement) heirOf(focused, fresh)?.focus({ preventScroll: true });
}

/**
 * Where the focus goes when its element was replaced. An action that is gone leaves it to a button that does no harm.
 *
 * @param {HTMLElement} focused
 * @param {HTMLElement} fresh
 * @returns {HTMLElement | null | undefined}
 */
function heirOf({ dataset: { action } }, fresh) {
  if (action === undefined) return fresh.querySelector("button");
  const same = /** @type {HTMLElement | null} */ (fresh.querySelector(`[data-action="${action}"]`));
  return same ?? fresh.closest("tr, dialog")?.querySelector("button:not([data-action])");
}

/**
 * Whether a person is selecting text that begins or ends here.
 *
 * @param {Element} place
 */
function isSelected(place) {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed) return false;
  return place.contains(selection.anchorNode) || place.contains(selection.focusNode);
}

/**
 * @param {HTMLElement} parent
 * @returns {HTMLElement[]}
 */
function keyedChildren(parent) {
  return /** @type {HTMLElement[]} */ ([...parent.children]).filter((child) => child.dataset.key !== undefined);
}

/**
 * Control characters, and those that change the direction of text, as what they are.
 *
 * @param {string} text
 */
function readable(text) {
  return text.replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]|(?!\n)\p{Cc}/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
