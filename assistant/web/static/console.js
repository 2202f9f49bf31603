// The console's own quickness. Every act is a plain form that works without it.
const $ = (what, where = document) => where.querySelector(what);
const $$ = (what, where = document) => [...where.querySelectorAll(what)];
const main = $("main");
const facts = main.dataset;
document.documentElement.classList.add("js");

const tell = (text) => { const status = $("#status"); status.textContent = ""; setTimeout(() => { status.textContent = text; }, 50); };
const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* kept nowhere */ } };

if (matchMedia("(min-width: 56rem)").matches) $$("[data-open-wide]").forEach((one) => { one.open = true; });

$(".bar [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

// copying
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText($("[data-value]", button.closest(".row, .raw")).textContent);
    button.classList.add("done");
    tell(button.dataset.copied);
    setTimeout(() => button.classList.remove("done"), 2000);
  } catch { tell(button.dataset.failed); }
});

// keys: with Alt+Shift always, alone only where switched on and no field has focus
const dialog = $("#keys");
const single = $("#single-keys");
single.checked = remembered("single-keys") === "yes";
single.addEventListener("change", () => remember("single-keys", single.checked ? "yes" : "no"));
const showKeys = () => { if (!dialog.open) dialog.showModal(); };
$$("[data-keys]").forEach((button) => button.addEventListener("click", showKeys));
const lines = () => $$("[data-line]");
const step = (by) => {
  const all = lines();
  if (!all.length) return;
  const here = all.findIndex((one) => one === document.activeElement);
  const there = here < 0 ? all.findIndex((one) => one.getAttribute("aria-current")) : here;
  all[(there + by + all.length) % all.length].focus();
};
const press = (what) => { const found = $(what); if (found) found.click(); };
const go = (place) => { const found = $(`.bar nav a[href$="${place}"]`); if (found) found.click(); };
const field = () => { const found = $("[data-reply]"); if (found) { found.focus(); found.scrollIntoView({ block: "nearest" }); } };
const KEYS = {
  "?": showKeys, "/": () => $("#find")?.focus(), j: () => step(1), k: () => step(-1), r: field, n: () => press("[data-note]"),
  t: () => press("[data-take]"), u: () => press("[data-undo]"), m: () => go("/bench"), w: () => go("/console/"),
};
const CODES = { Slash: "/", KeyJ: "j", KeyK: "k", KeyR: "r", KeyN: "n", KeyT: "t", KeyU: "u", KeyM: "m", KeyW: "w" };
document.addEventListener("keydown", (event) => {
  const chord = event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey;
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const alone = !event.altKey && !event.ctrlKey && !event.metaKey && !typing && single.checked;
  const help = event.key === "?" && !typing && !event.ctrlKey && !event.metaKey;
  if (dialog.open || !(chord || alone || help)) return;
  const act = KEYS[chord ? CODES[event.code] ?? event.key.toLowerCase() : event.key];
  if (act) { event.preventDefault(); act(); }
});

// a send key, and a draft that is kept on the server
const form = $("form[data-draft]");
if (form) {
  const text = $("textarea", form);
  const state = $("[data-draft-state]", form);
  const post = async (types) => {
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    if (types) body.set("text", text.value);
    const answer = await fetch(form.dataset.draft, { method: "POST", body, keepalive: true });
    if (answer.ok) $(".present")?.replaceChildren(...(await answer.json()).present.map((told) => {
      const tag = document.createElement("span");
      tag.className = "tag caution";
      tag.textContent = told;
      return tag;
    }));
    return answer;
  };
  let waiting;
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    state.textContent = "";
    waiting = setTimeout(async () => {
      try { if ((await post(true)).ok) state.textContent = form.dataset.kept; } catch { /* the page keeps it */ }
    }, 700);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); $("[value=send]", form).click(); }
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
  setInterval(() => { if (document.visibilityState === "visible") post(false).catch(() => {}); }, 10000);
}

// canned replies, found while typing
const seek = $("[data-canned]");
if (seek) {
  let waiting;
  seek.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { $(".canned").open = true; renew(["canned"], { canned: seek.value }); }, 250);
  });
}

// what is new: the page fetches itself and takes over the parts that live
const renew = async (parts, asked = {}) => {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of parts) {
    const [old, now] = [$(`[data-live=${part}]`), $(`[data-live=${part}]`, fresh)];
    if (!old || !now || old.innerHTML === now.innerHTML) continue;
    const focused = document.activeElement.closest?.("[data-line]")?.getAttribute("href");
    const low = old.scrollHeight - old.scrollTop - old.clientHeight < 80;
    old.innerHTML = now.innerHTML;
    if (focused) lines().find((one) => one.getAttribute("href") === focused)?.focus();
    if (part === "thread" && low) old.scrollTop = old.scrollHeight;
    if (part === "thread" && low && form && !document.hidden) form.elements.seen.value = $("[name=seen]", fresh).value;
  }
  for (const count of $$("[data-count]", fresh)) { const old = $(`[data-count=${count.dataset.count}]`); if (old) old.textContent = count.textContent; }
};

let later;
const QUEUE = ["handed_over", "wrote", "asked", "requested"];
const heard = (event) => {
  const here = event.conversation === facts.conversation;
  clearTimeout(later);
  later = setTimeout(() => renew(["lines", "state", ...(here ? ["thread"] : [])]).catch(() => {}), 300);
  if (here && ["wrote", "asked"].includes(event.kind)) tell(facts.here);
  else if (QUEUE.includes(event.kind)) {
    tell(facts.arrived);
    if (document.hidden && window.Notification?.permission === "granted" && event.kind === "handed_over") new Notification(document.title, { body: facts.arrived, tag: event.conversation });
  }
};

const notify = $("[data-notify]");
if (notify && window.Notification?.permission === "default") {
  notify.hidden = false;
  notify.addEventListener("click", async () => { await Notification.requestPermission(); notify.hidden = true; });
}

if (facts.events) {
  let cursor = Number(facts.cursor);
  const channel = window.BroadcastChannel ? new BroadcastChannel("bezorgd-console") : null;
  const take = (event) => { if (event.cursor > cursor) { cursor = event.cursor; heard(event); } };
  if (channel) channel.onmessage = ({ data }) => take(data);
  const pass = (event) => { take(event); channel?.postMessage(event); };
  const poll = async () => {
    try {
      const answer = await fetch(`${facts.news}?since=${cursor}`);
      if (answer.ok) (await answer.json()).events.forEach(pass);
    } catch { /* asked again later */ }
    setTimeout(poll, 5000);
  };
  const listen = () => new Promise((done) => {
    const source = new EventSource(`${facts.events}?since=${cursor}`);
    source.addEventListener("news", ({ data }) => pass(JSON.parse(data)));
    source.onerror = () => { if (source.readyState === EventSource.CLOSED) { source.close(); done(); } };
  });
  // One stream a browser: whoever holds the lock listens for all its windows.
  const begin = async () => { await listen(); poll(); };
  if (navigator.locks && channel) navigator.locks.request("bezorgd-stream", begin); else begin();
}

// what can no longer be taken back is not offered any more
if ($("[data-undo]")) setTimeout(() => renew(["thread"]).catch(() => {}), 16000);

const thread = $(".thread");
if (thread) thread.scrollTop = thread.scrollHeight;
