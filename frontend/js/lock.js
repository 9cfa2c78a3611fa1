// A known counter: its key locks it, and it locks by itself when nobody has touched the computer for a while. What is
// being typed (form[data-keep]) goes along to be kept. While somebody works, the server is told once a minute.
const SEEN = "motcua-seen"; // shared by the tabs of this browser
const MINUTE = 60_000;

function leave(lockForm, query) {
  const work = document.querySelector("form[data-keep]");
  const form = work ?? lockForm;
  for (const one of document.querySelectorAll("form[data-unsaved]")) one.dispatchEvent(new Event("motcua:kept"));
  form.setAttribute("action", lockForm.getAttribute("action") + query);
  HTMLFormElement.prototype.submit.call(form);
}

export function lock(root) {
  const form = document.querySelector("form[data-lock]");
  const after = Number(document.body.dataset.lockAfter ?? 0) * 1000;
  if (root !== document || !form || !after) return;
  let told = Date.now();
  const seen = () => Number(localStorage.getItem(SEEN) ?? 0);
  const touched = () => {
    const now = Date.now();
    if (now - seen() > 2000) localStorage.setItem(SEEN, String(now));
    if (now - told < MINUTE) return;
    told = now;
    fetch(document.body.dataset.stillHere, { method: "POST", body: new FormData(form) }).catch(() => {});
  };
  localStorage.setItem(SEEN, String(Date.now()));
  for (const event of ["keydown", "pointerdown", "pointermove", "wheel"]) document.addEventListener(event, touched, { passive: true });
  form.querySelector("button").addEventListener("click", (event) => {
    event.preventDefault();
    leave(form, "");
  });
  setInterval(() => {
    if (Date.now() - seen() >= after) leave(form, "?tu-dong=1");
  }, 1000);
  document.body.addEventListener("htmx:beforeOnLoad", (event) => {
    if (event.detail.xhr.status !== 423) return; // kept on the server: nothing is lost by leaving
    for (const one of document.querySelectorAll("form[data-unsaved]")) one.dispatchEvent(new Event("motcua:kept"));
  });
}

// The lock page: the number of a person and their six digits are sent as soon as they are typed.
export function pin(root) {
  const form = root.querySelector("form[data-pin-form]");
  if (!form) return;
  const box = form.elements.pin;
  let chosen = false;
  form.addEventListener("change", (event) => {
    if (event.target.name !== "who") return;
    chosen = true;
    box.focus();
  });
  box.addEventListener("input", () => {
    const digits = box.value.replace(/\D/g, "").length;
    if (digits === 7 || (digits === 6 && chosen)) form.requestSubmit();
  });
  box.focus();
}
