// A button that copies a code: <button data-copy="H26.5-261121-0001" data-copied="Đã chép" hidden>.
import { once } from "./once.js";

export function copy(root) {
  if (!navigator.clipboard) return;
  once(root, "data-copy", (button) => {
    const words = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
      setTimeout(() => {
        button.textContent = words;
      }, 3000);
    });
  });
}
