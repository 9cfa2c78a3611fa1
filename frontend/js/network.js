// Says when the network is gone, and when a request of a staff page did not arrive: <div data-network hidden>.
import { once, say } from "./once.js";

export function network(root) {
  once(root, "data-network", (banner) => {
    const show = (word) => {
      banner.hidden = !word;
      if (word) say(banner, word);
    };
    const look = () => show(navigator.onLine ? "" : "offline");
    window.addEventListener("offline", look);
    window.addEventListener("online", look);
    document.body.addEventListener("htmx:sendError", () => show("not-sent"));
    document.body.addEventListener("htmx:timeout", () => show("not-sent"));
    document.body.addEventListener("htmx:responseError", () => show("not-done"));
    document.body.addEventListener("htmx:afterOnLoad", () => look());
    look();
  });
}
