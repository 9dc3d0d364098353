import type { PageScript } from "./page.ts";

/**
 * Filters `.entry` elements of a page by `data-kind`, `data-scopes`, `data-origin` and text, each of
 * which stands for `data-count` hooks. Without
 * it the page is a plain list; it only ever hides elements and counts them.
 */
const code = `
const form = document.querySelector(".filters");
const search = form.querySelector("input[type=search]");
const scope = form.querySelector("select");
const status = form.querySelector("[role=status]");
const clear = form.querySelector("button");
const boxes = [...form.querySelectorAll("input[type=checkbox]")];
const parts = [...document.querySelectorAll(".part")].map((element) => ({
  element,
  entries: [...element.querySelectorAll(".entry")],
}));
const words = new Map();
const entries = parts.flatMap((part) => part.entries);
const scopes = new Map();
let all = 0;
for (const entry of entries) {
  words.set(entry, (entry.dataset.scopes + " " + entry.textContent).toLowerCase());
  scopes.set(entry, new Set(entry.dataset.scopes.split(" ")));
  all += Number(entry.dataset.count);
}
const groups = [...document.querySelectorAll(".group")].map((element) => ({
  element,
  parts: [...element.querySelectorAll(".part")],
}));
const chosen = (name) =>
  new Set(boxes.filter((box) => box.name === name && box.checked).map((box) => box.value));
const apply = () => {
  const kinds = chosen("kind");
  const origins = chosen("origin");
  const wanted = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== "");
  let shown = 0;
  for (const { element, entries } of parts) {
    let some = 0;
    for (const entry of entries) {
      const fits =
        (scope.value === "" || scopes.get(entry).has(scope.value)) &&
        (kinds.size === 0 || kinds.has(entry.dataset.kind)) &&
        (origins.size === 0 || origins.has(entry.dataset.origin)) &&
        wanted.every((word) => words.get(entry).includes(word));
      entry.hidden = !fits;
      if (fits) some += Number(entry.dataset.count);
    }
    element.hidden = some === 0;
    shown += some;
  }
  for (const { element, parts } of groups) element.hidden = parts.every((part) => part.hidden);
  status.textContent =
    shown === all ? all + " shown" : shown + " of " + all + " shown";
  clear.hidden = shown === all;
};
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", apply);
clear.addEventListener("click", () => {
  form.reset();
  apply();
  search.focus();
});
form.hidden = false;
apply();
`;

export const filterScript: PageScript = {
  code,
  sha256: "wbqVtOKKF+LRw8A4Lrm+PDSaHdad1/jXhgx0cwNWQgE=",
};
