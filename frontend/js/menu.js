// The menu behind one's name, <details data-menu>: Escape closes it and gives the cursor back to the name.
import { once } from "./once.js";

export function menu(root) {
  once(root, "data-menu", (element) => {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing || !element.open) return;
      event.preventDefault();
      element.open = false;
      element.querySelector("summary").focus();
    });
  });
}
