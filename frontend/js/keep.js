// What somebody types while an answer is on its way stays: <form id="…" data-keep>. When htmx swaps the form, every
// control that changed since its request was sent gets its new value back, with the cursor, and the change is told on.
// A field that is emptied by being read (data-taken: the scanner's) is left as the answer has it.
const sent = new WeakMap(); // request -> what the form held when it went out
const typed = new WeakMap(); // request -> [form, what changed since, where the cursor was]
const toTell = new WeakMap(); // request -> the control whose change the server has not heard of

function key(control) {
  return control.matches("[type=checkbox],[type=radio]") ? `${control.name}=${control.value}` : control.name;
}

function held(form) {
  const controls = [...form.elements].filter((c) => c.name && !c.matches("[type=hidden],[type=file],[data-taken],button"));
  return new Map(controls.map((c) => [key(c), c.matches("[type=checkbox],[type=radio]") ? c.checked : c.value]));
}

function formOf(event) {
  return event.detail.elt?.closest?.("form[data-keep]");
}

document.addEventListener("htmx:beforeSend", (event) => {
  const form = formOf(event);
  // A price on its way (hx-sync="closest main:replace") is of no use once the form itself is sent.
  const main = form && event.detail.elt === form && form.closest("main");
  if (main) main.dispatchEvent(new CustomEvent("htmx:abort", { bubbles: true, detail: { elt: main } }));
  if (form) sent.set(event.detail.xhr, held(form));
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const before = sent.get(event.detail.xhr);
  const form = document.getElementById(formOf(event)?.id);
  if (!before || !form) return;
  const now = held(form);
  const changed = [...now].filter(([name, value]) => before.has(name) && before.get(name) !== value);
  const cursor = form.contains(document.activeElement) ? document.activeElement : null;
  if (changed.length) typed.set(event.detail.xhr, [form.id, changed, cursor && cursor.name && key(cursor), cursor?.selectionStart]);
});

document.addEventListener("htmx:afterSwap", (event) => {
  const [id, changed, cursor, caret] = typed.get(event.detail.xhr) ?? [];
  typed.delete(event.detail.xhr);
  const form = id && document.getElementById(id);
  if (!form) return;
  const controls = new Map([...form.elements].filter((c) => c.name).map((c) => [key(c), c]));
  for (const [name, value] of changed) {
    const control = controls.get(name);
    if (!control) continue;
    if (typeof value === "boolean") control.checked = value;
    else control.value = value;
    toTell.set(event.detail.xhr, control);
  }
  const there = controls.get(cursor);
  if (!there) return;
  for (const one of form.querySelectorAll("[data-focus]")) one.removeAttribute("data-focus"); // they are typing elsewhere
  there.focus({ preventScroll: true });
  if (typeof caret === "number") there.setSelectionRange?.(caret, caret);
});

document.addEventListener("htmx:afterSettle", (event) => {
  toTell.get(event.detail.xhr)?.dispatchEvent(new Event("change", { bubbles: true }));
  toTell.delete(event.detail.xhr);
});
