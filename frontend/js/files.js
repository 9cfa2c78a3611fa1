// Lists the chosen files with their sizes and says at once which one is too large:
// <input type="file" data-files data-max-bytes="…" data-too-large="…">.
import { once } from "./once.js";

function size(bytes) {
  const units = ["B", "KB", "MB", "GB"];
  let n = bytes;
  let unit = 0;
  while (n >= 1000 && unit < 3) {
    n /= 1000;
    unit += 1;
  }
  return `${n.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${units[unit]}`;
}

/** The enhanced button is named by its label and its own words, without the hidden comma between them. */
function named(button) {
  if (!button) return;
  const ids = button.getAttribute("aria-labelledby").split(" ");
  button.setAttribute("aria-labelledby", `${ids[0]} ${button.id}`);
  document.getElementById(ids[1])?.remove();
}

export function files(root) {
  once(root, "data-files", (input) => {
    const list = document.createElement("ul");
    list.className = "mc-files";
    list.setAttribute("aria-live", "polite");
    (input.closest(".govuk-file-upload-wrapper") ?? input).after(list);
    named(list.parentElement.querySelector(".govuk-file-upload-button"));
    const limit = Number(input.dataset.maxBytes || Infinity);
    input.addEventListener("change", () => {
      list.replaceChildren(
        ...[...input.files].map((file) => {
          const item = document.createElement("li");
          const name = document.createElement("span");
          const weight = document.createElement("span");
          item.className = "mc-files__item";
          name.textContent = file.name;
          weight.className = "mc-quiet";
          weight.textContent = size(file.size);
          item.append(name, weight);
          if (file.size > limit) {
            const why = document.createElement("span");
            why.textContent = input.dataset.tooLarge;
            item.classList.add("mc-files__item--refused");
            item.append(why);
          }
          return item;
        }),
      );
    });
  });
}
