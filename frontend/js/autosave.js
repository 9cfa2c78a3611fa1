// Keeps a draft: sends the form a moment after each change, and until the server has acknowledged it keeps a copy in
// this tab. A failure is said aloud and tried again; it is never silent.
//
// <form data-autosave="/drafts/…" data-autosave-key="draft-…"> with motcua/partials/save_state.html inside it.
// The server answers 2xx (kept), 409 (changed elsewhere: reload) or 401/403 (signed out).
import { once, say } from "./once.js";

const QUIET = 1200; // ms after the last key
const AGAIN = [3000, 8000, 20000, 60000]; // ms before the next tries
const SKIP = new Set(["csrfmiddlewaretoken"]);

/** What is typed in the form; with `all` also what only the server needs beside it (which tab, which version). */
function entries(form, all = false) {
  const left = "input[type=password],[data-no-autosave]" + (all ? "" : ",[data-autosave-beside]");
  const secret = new Set([...form.querySelectorAll(left)].map((x) => x.name));
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SKIP.has(name) && !secret.has(name));
}

/** What an answer other than 2xx means to the person: a redirect leads to sign-in, so it is a refusal too. */
function wordFor(answer) {
  if (answer.status === 409) return "conflict";
  const refused = answer.type === "opaqueredirect" || (answer.status >= 400 && answer.status < 500);
  return refused ? "refused" : "failed";
}

class Copy {
  constructor(key) {
    this.key = `motcua:${key}`;
  }
  keep(values) {
    try {
      sessionStorage.setItem(this.key, JSON.stringify({ at: Date.now(), values }));
      return true;
    } catch {
      return false; // private mode or full: the banner then says that the page must stay open
    }
  }
  read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.key));
    } catch {
      return null;
    }
  }
  drop() {
    try {
      sessionStorage.removeItem(this.key);
    } catch {
      /* nothing was kept */
    }
  }
}

function fill(form, values) {
  const byName = new Map();
  for (const [name, value] of values) byName.set(name, [...(byName.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || field.type === "file" || SKIP.has(field.name) || field.matches("[data-autosave-beside]")) continue;
    const wanted = byName.get(field.name);
    if (field.type === "checkbox" || field.type === "radio") field.checked = Boolean(wanted?.includes(field.value));
    else if (field.type === "select-multiple") for (const o of field.options) o.selected = Boolean(wanted?.includes(o.value));
    else if (wanted?.length) field.value = wanted.shift();
  }
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector("[data-autosave-state]");
    this.copy = new Copy(form.dataset.autosaveKey || form.dataset.autosave);
    this.version = 0; // of what the citizen sees
    this.kept = 0; // of what the server has acknowledged
    this.tries = 0;
    this.sending = null;
    this.offerCopy();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", () => this.leave());
    window.addEventListener("online", () => this.pending() && this.send());
    window.addEventListener("pagehide", () => this.pending() && this.copy.keep(entries(form)));
    form.querySelector("[data-autosave-again]")?.addEventListener("click", () => this.send());
    // Read by unsaved.js: leaving is asked about only while something is not acknowledged.
    form.isUnsaved = () => this.pending();
  }
  pending() {
    return this.version > this.kept;
  }
  changed() {
    this.version += 1;
    this.hasCopy = this.copy.keep(entries(this.form));
    this.later(QUIET);
  }
  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
  }
  leave() {
    clearTimeout(this.timer);
    this.sending?.abort();
    this.copy.keep(entries(this.form)); // the next page that holds this draft drops it when it was received
  }
  async send() {
    clearTimeout(this.timer);
    const version = this.version;
    const body = new URLSearchParams(entries(this.form, true));
    this.sending?.abort();
    const stop = (this.sending = new AbortController());
    const limit = setTimeout(() => stop.abort("slow"), 20000);
    say(this.state, "saving");
    try {
      const token = this.form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body,
        signal: stop.signal,
        redirect: "manual",
        headers: { "X-CSRFToken": token, "X-Requested-With": "autosave" },
      });
      if (this.sending !== stop) return;
      if (answer.ok) this.acknowledged(version);
      else this.failed(wordFor(answer));
    } catch {
      if (this.sending === stop) this.failed("failed");
    } finally {
      clearTimeout(limit);
    }
  }
  acknowledged(version) {
    this.kept = version;
    this.tries = 0;
    const time = this.state?.querySelector("[data-autosave-time]");
    if (time) time.textContent = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false });
    this.state?.classList.remove("mc-save--failed");
    say(this.state, "saved");
    if (!this.pending()) this.copy.drop();
  }
  failed(word) {
    this.state?.classList.add("mc-save--failed");
    say(this.state, word === "failed" && !this.hasCopy ? "failed-no-copy" : word);
    if (word === "failed") this.later(AGAIN[Math.min(this.tries++, AGAIN.length - 1)]);
  }
  offerCopy() {
    const offer = this.form.querySelector("[data-autosave-offer]");
    const found = this.copy.read();
    if (!found || !offer) return;
    const shown = JSON.stringify(entries(this.form));
    if (JSON.stringify(found.values) === shown) return this.copy.drop();
    offer.hidden = false;
    offer.querySelector("[data-autosave-use]")?.addEventListener("click", () => {
      fill(this.form, found.values);
      offer.hidden = true;
      this.changed();
    });
    offer.querySelector("[data-autosave-drop]")?.addEventListener("click", () => {
      this.copy.drop();
      offer.hidden = true;
    });
  }
}

export function autosave(root) {
  // A page that comes after a filed draft says so, and the copy leaves a borrowed phone at once.
  once(root, "data-autosave-done", (element) => new Copy(element.dataset.autosaveDone).drop());
  once(root, "data-autosave", (form) => new Autosave(form));
}
