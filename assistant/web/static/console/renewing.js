// What is new: the page fetches itself, and grows into what it is now. Nothing is
// replaced that stays: what was unfolded, focused, scrolled or filled in is kept.
import { $, $$, facts, signOut, signedOut } from "./page.js";

const WAIT_MS = 300; // what comes together is fetched together
const LOW_PX = 80; // so near to its end, a thread follows what is said
const OWN = new Set(["open"]); // what the reader did himself

const keyOf = (node) => node.dataset?.key || node.id || "";
const alike = (one, other) => one.nodeName === other.nodeName && keyOf(one) === keyOf(other);

const changed = (field) => {
  if (field.matches("select")) {
    const set = [...field.options].findIndex((one) => one.defaultSelected);
    return field.selectedIndex !== Math.max(set, 0);
  }
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
};
const filledIn = (form) => [...form.elements].some((one) => one.matches("input:not([type=hidden]), select, textarea") && (one === document.activeElement || changed(one)));

const grow = (old, now) => {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== now.data) old.data = now.data;
    return;
  }
  if (old.isEqualNode(now) || old.matches("[name=seen]") || (old.matches("form") && filledIn(old))) return;
  for (const { name, value } of [...now.attributes]) if (!OWN.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!OWN.has(name) && !now.hasAttribute(name)) old.removeAttribute(name);
  growChildren(old, now);
  if (old.matches("select, input:not([type=checkbox], [type=radio])")) old.value = now.value;
};

const growChildren = (old, now) => {
  let here = old.firstChild;
  for (const fresh of [...now.childNodes]) {
    let found = here;
    while (found && !alike(found, fresh)) found = found.nextSibling;
    if (!found) old.insertBefore(document.importNode(fresh, true), here);
    else {
      if (found === here) here = here.nextSibling;
      else old.insertBefore(found, here);
      grow(found, fresh);
    }
  }
  while (here) { const next = here.nextSibling; here.remove(); here = next; }
};

const renewPart = (old, now, seen) => {
  const focused = old.contains(document.activeElement) && old !== document.activeElement ? document.activeElement : null;
  const low = old.scrollHeight - old.scrollTop - old.clientHeight < LOW_PX;
  grow(old, now);
  if (focused && document.activeElement !== focused) {
    if (!focused.isConnected && !old.hasAttribute("tabindex")) old.tabIndex = -1;
    (focused.isConnected ? focused : old).focus({ preventScroll: true });
  }
  if (old.dataset.live !== "thread" || !low) return;
  old.scrollTop = old.scrollHeight;
  if (seen && !document.hidden) $$("[name=seen]").forEach((one) => { one.value = seen; });
};

// A script's own fetch says that nobody opened the page: no trail, no presence.
const fetched = async (asked) => {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  const answer = await fetch(address, { headers: { Accept: "text/html", "X-Renew": "1" } });
  if (answer.status === 401) signOut();
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
};

let before = Promise.resolve(); // one after another: an older page never comes last
export const renew = (parts, asked = {}) => {
  before = before.then(async () => {
    if (signedOut()) return;
    const fresh = await fetched(asked);
    if (!fresh) return;
    const seen = $("[name=seen]", fresh)?.value;
    for (const part of parts) {
      const [old, now] = [$(`[data-live=${part}]`), $(`[data-live=${part}]`, fresh)];
      if (old && now) renewPart(old, now, seen);
    }
    for (const count of $$("[data-count]", fresh)) {
      const old = $(`[data-count=${count.dataset.count}]`);
      if (old) { old.textContent = count.textContent; old.hidden = count.hidden; }
    }
  }).catch(() => {}); // asked again with the next event
  return before;
};

const wanted = new Set();
let later = 0;
const run = () => {
  later = 0;
  if (document.hidden || !wanted.size) return; // shown again, it asks for all that was missed
  const parts = [...wanted];
  wanted.clear();
  renew(parts);
};
export const soon = (parts) => {
  parts.forEach((part) => wanted.add(part));
  if (!later) later = setTimeout(run, WAIT_MS);
};
document.addEventListener("visibilitychange", run);

// Everything on the page that may have changed.
export const parts = () => $$("[data-live]").map((one) => one.dataset.live).filter((part) => part !== "canned");
if (facts.events) setInterval(() => { if (!document.hidden) soon(parts()); }, 60000); // how long somebody waits, how old a verdict is
