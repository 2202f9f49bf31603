// Keys: with Alt+Shift always, alone only where switched on and no field has focus.
import { $, $$, remember, remembered } from "./page.js";
import { takeNote, write } from "./drafting.js";

const dialog = $("#keys");
const single = $("#single-keys");
single.checked = remembered("single-keys") === "yes";
single.addEventListener("change", () => remember("single-keys", single.checked ? "yes" : "no"));
const showKeys = () => { if (!dialog.open) dialog.showModal(); };
$$("[data-keys]").forEach((button) => button.addEventListener("click", showKeys));

const press = (what) => $(what)?.click();
const go = (place) => press(`.bar nav a[href$="${place}"]`);
const focus = (what) => { const found = $(what); found?.focus(); found?.scrollIntoView({ block: "nearest" }); };
const unfold = (what, field) => {
  const found = $(what);
  if (!found) return;
  found.open = true;
  focus(field);
};
// Up and down the list where it is seen; where it is not, to the next page itself.
const step = (by) => {
  const all = $$("[data-line]").filter((one) => one.checkVisibility());
  if (!all.length) { press(by > 0 ? "[data-next]" : "[data-previous]"); return; }
  const here = all.indexOf(document.activeElement);
  const there = here < 0 ? all.findIndex((one) => one.getAttribute("aria-current")) : here;
  all[(there + by + all.length) % all.length].focus();
};
const view = (number) => $$(".views li a")[number - 1]?.click();

const KEYS = {
  "?": showKeys,
  "/": () => $("#find")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  p: () => press("[data-more]"),
  v: () => focus(".views li a"),
  r: write,
  n: takeNote,
  c: () => press("[value=compose]"),
  s: () => unfold(".canned", "#canned-find"),
  u: () => press("[data-undo]"),
  t: () => press("[data-take]"),
  g: () => press("[data-give]"),
  x: () => unfold(".closing", "#outcome"),
  l: () => focus("#tags"),
  m: () => go("/bench"),
  w: () => go("/console/"),
};
const keyOf = ({ code, key }) => (code === "Slash" ? "/" : /^(?:Key|Digit)(.)$/.exec(code)?.[1].toLowerCase() ?? key.toLowerCase());

document.addEventListener("keydown", (event) => {
  const chord = event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey;
  const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.target.closest("input, textarea, select, [contenteditable]");
  const help = event.key === "?" && plain;
  if (dialog.open || !(chord || (plain && single.checked) || help)) return;
  const key = chord ? keyOf(event) : event.key;
  const act = /^[1-9]$/.test(key) ? () => view(Number(key)) : KEYS[key];
  if (act) { event.preventDefault(); act(); }
});
