// Rows to be typed one after another with Enter alone: <table data-grid data-usual='[["1","Thẻ căn cước",1]]'>. Enter goes to
// the next box and, at the end of the last row, adds a row; a key of the list becomes its name with the usual pages; the
// number of copies is taken over from the row above. Without this script every row is there, and Tab does the rest.
import { once } from "./once.js";

const folded = (text) => text.trim().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();
const boxes = (row) => [...row.querySelectorAll("input")];
const box = (row, name) => row.querySelector(`[name=${name}]`);

function renamed(row, index) {
  for (const input of boxes(row)) {
    input.id = input.id.replace(/\d+$/, index);
    input.value = "";
    input.removeAttribute("aria-invalid");
  }
  for (const label of row.querySelectorAll("label")) label.htmlFor = label.htmlFor.replace(/\d+$/, index);
  for (const fault of row.querySelectorAll(".govuk-error-message")) fault.remove();
  for (const number of row.querySelectorAll("[data-number]")) number.textContent = index + 1;
}

function added(table) {
  const rows = table.tBodies[0].rows;
  const row = rows[rows.length - 1].cloneNode(true);
  renamed(row, rows.length);
  table.tBodies[0].append(row);
  return row;
}

function filled(table, row) {
  const name = box(row, "name_of");
  const text = name.value.trim();
  const found = JSON.parse(table.dataset.usual || "[]").find(([key, usual]) => key === text || folded(usual) === folded(text));
  if (!found && !text) return;
  if (found) name.value = found[1];
  const pages = box(row, "pages_of");
  const copies = box(row, "copies_of");
  if (pages && !pages.value) pages.value = found ? found[2] : 1;
  const above = row.previousElementSibling && box(row.previousElementSibling, "copies_of");
  if (copies && !copies.value) copies.value = above?.value || 1;
}

function forward(table, event) {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
  event.preventDefault();
  const row = event.target.closest("tr");
  if (event.target.name === "name_of" && !event.target.value.trim()) {
    document.getElementById(table.dataset.then)?.focus(); // an empty row: there are no more papers
    return;
  }
  if (event.target.name === "name_of") filled(table, row);
  event.target.dispatchEvent(new Event("change", { bubbles: true }));
  const inputs = boxes(row);
  const next = inputs[inputs.indexOf(event.target) + 1] ?? boxes(row.nextElementSibling ?? added(table))[0];
  next.focus();
  next.select();
}

// A number that stands there already is replaced by what is typed, after a click as after a key.
function chosen(event) {
  const input = event.target;
  if (!input.matches("[name=pages_of], [name=copies_of]") || input.selectionStart !== input.selectionEnd) return;
  input.select();
}

export function grid(root) {
  once(root, "data-grid", (table) => {
    table.addEventListener("keydown", (event) => forward(table, event));
    for (const kind of ["focusin", "click"]) table.addEventListener(kind, chosen);
    table.addEventListener("focusout", (event) => event.target.name === "name_of" && filled(table, event.target.closest("tr")));
  });
}
