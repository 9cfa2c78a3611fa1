// Puts the cursor where the server says that work goes on, after a fragment was swapped in: <input data-focus>.
import { once } from "./once.js";

export function focus(root) {
  once(root, "data-focus", (element) => {
    element.focus();
    if (element.matches("input[type=text],input[type=tel],input:not([type])")) element.select();
  });
}
