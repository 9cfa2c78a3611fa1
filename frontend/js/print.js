// A print button, shown only where a script can print: <button data-print hidden>.
import { once } from "./once.js";

export function print(root) {
  once(root, "data-print", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
}
