// Shortcuts for people who serve a queue: <a data-key="F2">, <input data-key="alt+k">. Only function keys and
// combinations with Alt or Ctrl, so that typing Vietnamese never triggers one.
import { once } from "./once.js";

const bound = new Map();

function name(event) {
  const code = /^(Key|Digit)(.)$/.exec(event.code)?.[2] ?? event.key; // by place: Vietnamese input methods change the letter
  return [event.ctrlKey && "ctrl", event.altKey && "alt", event.shiftKey && "shift", code.toLowerCase()].filter(Boolean).join("+");
}

function usable(element) {
  return element.isConnected && !element.disabled && element.getClientRects().length > 0;
}

function pressed(event) {
  if (event.isComposing || event.repeat) return;
  const element = [...(bound.get(name(event)) ?? [])].reverse().find(usable);
  if (!element) return;
  event.preventDefault();
  if (element.matches("input:not([type=submit],[type=button],[type=checkbox],[type=radio]),select,textarea")) {
    element.focus();
    element.select?.();
  } else {
    element.focus();
    element.click();
  }
}

export function keys(root) {
  if (root === document) document.addEventListener("keydown", pressed);
  once(root, "data-key", (element) => {
    const key = element.dataset.key.toLowerCase();
    if (!/^f\d+$|^(ctrl|alt)\+/.test(key)) return;
    bound.set(key, [...(bound.get(key) ?? []).filter((x) => x.isConnected), element]);
    element.setAttribute("aria-keyshortcuts", element.dataset.key.replace(/\balt\b/i, "Alt").replace(/\bctrl\b/i, "Control"));
  });
}
