// Finds the elements that carry a data attribute and hands out each one only once.
const seen = new WeakMap();

export function once(root, attribute, act) {
  const found = [...root.querySelectorAll(`[${attribute}]`)];
  if (root instanceof Element && root.hasAttribute(attribute)) found.unshift(root);
  for (const element of found) {
    const names = seen.get(element) ?? new Set();
    if (names.has(attribute)) continue;
    seen.set(element, names.add(attribute));
    act(element);
  }
}

/** Show the one child that says `word` (data-say) of a speaking element, and hide the others. */
export function say(element, word) {
  if (!element) return;
  for (const part of element.querySelectorAll("[data-say]")) part.hidden = part.dataset.say !== word;
}
