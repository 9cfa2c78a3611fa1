// Asks before a page is left while something typed has not reached the server: <form data-unsaved>.
import { once } from "./once.js";

export function unsaved(root) {
  once(root, "data-unsaved", (form) => {
    let touched = form.hasAttribute("data-unsaved-now");
    let sent = false;
    form.addEventListener("input", () => {
      touched = true;
      sent = false;
    });
    form.addEventListener("submit", () => {
      sent = true;
    });
    form.addEventListener("motcua:kept", () => {
      sent = true;
    });
    window.addEventListener("beforeunload", (event) => {
      if (sent || !form.isConnected) return;
      if (form.isUnsaved ? form.isUnsaved() : touched) event.preventDefault();
    });
  });
}
