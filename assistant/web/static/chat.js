// @ts-check
/**
 * The chat, made quicker. Every form on the page works without this file; here
 * they are sent with fetch, the steps are shown as they happen and the answer is
 * put in its place. Nothing is drawn here that the server did not draw.
 */

const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const log = /** @type {HTMLElement} */ (document.getElementById("log"));
const notice = /** @type {HTMLElement} */ (document.getElementById("notice"));
const status = /** @type {HTMLElement} */ (document.getElementById("status"));
const box = /** @type {HTMLFormElement} */ (document.getElementById("box"));
const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("text"));
const file = /** @type {HTMLInputElement} */ (document.getElementById("file"));
const chosen = /** @type {HTMLElement} */ (document.getElementById("chosen"));
const pending = /** @type {HTMLTemplateElement} */ (document.getElementById("pending"));

/** Between two looks, in milliseconds; the pauses grow to the last one. */
const PAUSES = [1000, 2000, 3000, 5000, 8000, 15000];
const MOST_LOOKS = 40;
const COPIED_MS = 2500;
/** Between two looks for a person's answer, at first and at most; idle ends them. */
const NEWS_MS = 2500;
const SLOW_MS = 15000;
const IDLE_MS = 600000;

/** @typedef {{turn?: string, look?: string, stop?: string, window?: string, pass?: string, here?: string, name?: string, done?: boolean, html?: string}} Facts */

let busy = false;
/** Ends the stream of a check that was stopped; its answer is fetched after. */
let halt = new AbortController();

document.documentElement.classList.add("js");

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A turn's id, as the server makes them. */
function newTurn() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
}

/** @param {string} text */
function say(text) {
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = text; });
}

/** @param {string} text */
function warn(text) {
  notice.replaceChildren();
  if (!text) return;
  const line = document.createElement("p");
  line.textContent = text;
  notice.append(line);
  notice.scrollIntoView({ block: "nearest" });
}

/**
 * What the form would post, as the reader sees it.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
function posted(form, button) {
  const data = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name) data.set(button.name, button.value);
  return data;
}

/**
 * Shows or hides what only belongs to the beginning.
 * @param {boolean} shown
 */
function begin(shown) {
  document.body.classList.toggle("begin", shown);
  for (const part of document.querySelectorAll(".greeting, .start")) part.toggleAttribute("hidden", !shown);
}

/**
 * Shows the question at once, with room for its answer.
 * @param {string} text
 */
function place(text) {
  const made = /** @type {DocumentFragment} */ (pending.content.cloneNode(true));
  const turn = /** @type {HTMLElement} */ (made.querySelector(".turn"));
  const question = /** @type {HTMLElement} */ (turn.querySelector(".question p"));
  question.textContent = text;
  if (text.length > 200 || text.includes("\n")) question.tabIndex = 0; // it may scroll
  begin(false);
  log.append(turn);
  turn.scrollIntoView({ block: "start" });
  return turn;
}

/**
 * @param {HTMLElement} turn
 * @param {Facts} facts
 */
function step(turn, facts) {
  const line = turn.querySelector(`[data-step="${CSS.escape(facts.name ?? "")}"]`);
  if (!(line instanceof HTMLElement)) return;
  line.hidden = false;
  if (!facts.done) return;
  line.classList.add("done");
  const word = line.querySelector("small");
  if (word) word.textContent = main.dataset.done ?? "";
}

/**
 * Shows the button that stops a check, now that it is known which one.
 * @param {HTMLElement} turn
 * @param {Facts} facts
 */
function stoppable(turn, facts) {
  const form = turn.querySelector(".stop");
  if (!(form instanceof HTMLFormElement)) return;
  form.action = facts.stop ?? "";
  form.querySelector("[name=pass]")?.setAttribute("value", facts.pass ?? "");
  form.hidden = false;
  form.addEventListener("submit", (pressed) => {
    pressed.preventDefault();
    say(main.dataset.stopping ?? "");
    void fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Part": "1" } })
      .then((response) => response.ok && halt.abort(), () => warn(main.dataset.offline ?? ""));
  });
}

/**
 * Puts the drawn answer in its place; the question stays as it stands, so that
 * it is not read out again.
 * @param {HTMLElement} turn
 * @param {string} html
 * @param {boolean} focus the pressed button is gone, so the heading takes over
 */
function finish(turn, html, focus) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const drawn = holder.content.querySelector(".turn");
  const answer = drawn?.querySelector(".answer");
  if (!(drawn instanceof HTMLElement) || !answer) return;
  for (const old of log.querySelectorAll(".choices")) old.remove();
  turn.id = drawn.id;
  turn.dataset.position = drawn.dataset.position;
  turn.lang = drawn.lang;
  delete turn.dataset.waiting;
  answer.classList.add("fresh");
  turn.querySelector(".answer")?.replaceWith(answer);
  turn.scrollIntoView({ block: "start" });
  say(main.dataset.here ?? "");
  const heading = answer.querySelector("h2");
  if (focus && heading instanceof HTMLElement) heading.focus({ preventScroll: true });
}

/**
 * Reads the events of a stream, one by one.
 * @param {ReadableStream<Uint8Array>} stream
 * @returns {AsyncGenerator<[string, Facts]>}
 */
async function* events(stream) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const found = /^event: (\w+)\ndata: (.*)$/s.exec(block);
      if (found) yield [found[1], JSON.parse(found[2])];
    }
  }
}

/**
 * Looks until the answer is there; the pauses grow.
 * @param {HTMLElement} turn
 * @param {string} address
 * @param {boolean} focus
 */
async function poll(turn, address, focus) {
  say(main.dataset.still ?? "");
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    if (look || !halt.signal.aborted) await pause(PAUSES[Math.min(look, PAUSES.length - 1)]);
    const response = await fetch(address).catch(() => null);
    if (response?.status === 200) return finish(turn, await response.text(), focus);
    if (response?.status === 404) break;
  }
  warn(main.dataset.still ?? "");
}

/**
 * Keeps the conversation in the addresses of the forms, where no cookie is kept.
 * @param {string} here
 */
function stay(here) {
  for (const form of document.querySelectorAll("form[data-ask]")) form.setAttribute("action", here);
}

/**
 * Gives every form the pass of the conversation that the server sees.
 * @param {Element} passed
 */
function adopt(passed) {
  for (const form of document.querySelectorAll("form[data-ask]")) {
    form.querySelector("[name=pass]")?.remove();
    form.append(passed.cloneNode());
  }
}

/** Offers pictures to choose from, only while a person may be sent one. */
function pictures() {
  const [plain] = file.accept.split(",image/");
  const may = "pictures" in (document.getElementById("person")?.dataset ?? {});
  file.accept = plain + (may ? ["png", "jpeg", "gif", "webp"].map((one) => `,image/${one}`).join("") : "");
}

/**
 * Takes over what is new: turns, messages, and who has the conversation.
 * @param {string} html
 */
function merge(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  let fresh = 0;
  for (const one of holder.content.querySelectorAll(".turn")) {
    const here = document.getElementById(one.id);
    if (here) {
      if (one instanceof HTMLElement && here.dataset.waiting && !one.dataset.waiting) here.replaceWith(one);
      continue;
    }
    document.getElementById(one.id.replace(/^turn-/, "said-"))?.remove(); // to a person once, to the assistant now
    const place = Number(one.getAttribute("data-position"));
    const after = [...log.children].find((other) => Number(other.getAttribute("data-position") ?? place) > place);
    log.insertBefore(one, after ?? null);
    if (!one.classList.contains("customer")) fresh += 1;
  }
  const person = holder.content.getElementById("person");
  const field = document.querySelector("#person :focus");
  if (person && !field) document.getElementById("person")?.replaceWith(person);
  pictures();
  if (log.children.length) begin(false);
  return fresh;
}

/**
 * The server answered with a page: nothing was asked. Show what it notices.
 * @param {Response} response
 */
async function noticed(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const passed = page.querySelector("#box [name=pass]");
  if (passed) adopt(passed);
  const whole = page.getElementById("log");
  if (whole && response.status === 409) log.replaceChildren(...whole.children);
  warn(page.getElementById("notice")?.textContent?.trim() || (main.dataset.offline ?? ""));
}

/**
 * Sends one form and follows its answer. What was not stored is given back: the
 * text to the box, so that it can be sent again under the same turn.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
async function send(form, button) {
  const data = posted(form, button);
  const text = String(data.get("text") ?? data.get("value") ?? "");
  const typed = form === box;
  const shown = [text.trim(), typed ? chosenName() : ""].filter(Boolean).join("\n\n");
  halt = new AbortController();
  const asking = fetch(form.action, { method: "POST", body: data, headers: { Accept: "text/event-stream" }, signal: halt.signal });
  asking.catch(() => null); // told below; the page is drawn while it travels
  const turn = shown ? place(shown) : null;
  let look = "";
  let settled = false;
  warn("");
  say(main.dataset.working ?? "");
  if (typed) field.value = "";
  try {
    const response = await asking;
    if (!response.headers.get("Content-Type")?.startsWith("text/event-stream") || !response.body || !turn) {
      await noticed(response);
    } else {
      for await (const [name, facts] of events(response.body)) {
        if (name === "asked") {
          look = facts.look ?? "";
          if (facts.here) stay(facts.here);
          if (facts.window) document.getElementById("window")?.setAttribute("href", facts.window);
          if (turn) stoppable(turn, facts);
        }
        if (name === "news") { if (!look) { turn?.remove(); settled = true; } merge(facts.html ?? ""); }
        if (name === "step") step(turn, facts);
        if (name === "turn") { finish(turn, facts.html ?? "", !typed); settled = true; }
      }
    }
  } catch {
    if (!look) warn(main.dataset.offline ?? "");
  }
  if (look || settled) {
    form.querySelector("[name=turn]")?.setAttribute("value", newTurn());
    if (typed) choose(null);
    if (!settled && turn) await poll(turn, look, !typed);
  } else {
    turn?.remove();
    if (!log.children.length) begin(true);
    if (typed && !field.value) field.value = text;
  }
}

document.addEventListener("submit", async (submitted) => {
  const form = submitted.target;
  if (!(form instanceof HTMLFormElement) || !("ask" in form.dataset)) return;
  submitted.preventDefault();
  if (busy) return;
  busy = true;
  document.body.setAttribute("aria-busy", "true");
  try {
    await send(form, submitted.submitter);
  } finally {
    busy = false;
    document.body.removeAttribute("aria-busy");
  }
});

field.addEventListener("keydown", (pressed) => {
  if (pressed.key !== "Enter" || pressed.shiftKey || pressed.isComposing) return;
  pressed.preventDefault();
  box.requestSubmit();
});

/** The name of the file that goes along, or nothing. */
function chosenName() {
  return file.files?.[0]?.name ?? "";
}

/**
 * Takes one file along, or none; what is too large is not even sent.
 * @param {FileList | null | undefined} files
 */
function choose(files) {
  const one = files?.[0];
  const large = one !== undefined && one.size > Number(box.dataset.most);
  if (!one || large) file.value = "";
  else if (files !== file.files) {
    const held = new DataTransfer();
    held.items.add(one);
    file.files = held.files;
  }
  if (one) warn(large ? box.dataset.large ?? "" : "");
  const name = chosenName();
  chosen.hidden = !name;
  /** @type {HTMLElement} */ (chosen.querySelector("span")).textContent = name;
  if (name) say(name);
}

file.addEventListener("change", () => choose(file.files));
chosen.querySelector("button")?.addEventListener("click", () => { choose(null); file.focus(); });
field.addEventListener("paste", (pasted) => {
  if (!pasted.clipboardData?.files.length) return;
  pasted.preventDefault();
  choose(pasted.clipboardData.files);
});

/** @param {DragEvent} dragged */
function drag(dragged) {
  if (!dragged.dataTransfer?.types.includes("Files")) return;
  dragged.preventDefault();
  box.classList.toggle("dropping", dragged.type === "dragover");
  if (dragged.type === "drop") choose(dragged.dataTransfer.files);
}

document.addEventListener("dragover", drag);
document.addEventListener("drop", drag);
document.addEventListener("dragleave", (left) => {
  if (!left.relatedTarget) box.classList.remove("dropping");
});

/** @param {HTMLButtonElement} button */
async function copy(button) {
  const near = button.closest(".row, .raw")?.querySelector("[data-value]");
  const label = button.querySelector("span");
  if (!near || !label) return;
  const before = label.textContent;
  try {
    await navigator.clipboard.writeText(near.textContent ?? "");
  } catch {
    getSelection()?.selectAllChildren(near);
    say(button.dataset.failed ?? "");
    return;
  }
  label.textContent = button.dataset.copied ?? "";
  button.classList.add("done");
  say(button.dataset.copied ?? "");
  await pause(COPIED_MS);
  label.textContent = before;
  button.classList.remove("done");
}

document.addEventListener("click", (pressed) => {
  const target = pressed.target;
  const button = target instanceof Element ? target.closest("[data-copy]") : null;
  if (button instanceof HTMLButtonElement) void copy(button);
});

/** Sends a small form and puts what comes back in its place. */
document.addEventListener("submit", async (submitted) => {
  const form = submitted.target;
  if (!(form instanceof HTMLFormElement) || !("part" in form.dataset)) return;
  submitted.preventDefault();
  const data = posted(form, submitted.submitter);
  const response = await fetch(form.action, { method: "POST", body: data, headers: { "X-Part": "1" } }).catch(() => null);
  if (!response?.ok) return warn(main.dataset.offline ?? "");
  const holder = document.createElement("template");
  holder.innerHTML = await response.text();
  const part = holder.content.firstElementChild;
  if (!part) return;
  form.parentElement?.replaceWith(part);
  say(part.querySelector("p")?.textContent ?? "");
  const asks = part.querySelector("input:not([type=hidden])");
  if (asks instanceof HTMLInputElement) asks.focus();
});

/** When somebody was last seen to be here. */
let active = Date.now();
for (const sign of ["pointerdown", "keydown", "focus"]) addEventListener(sign, () => { active = Date.now(); });

/**
 * Looks whether a person wrote, as long as somebody is here to read it.
 */
async function watch() {
  let quiet = 0;
  let unseen = false;
  for (;;) {
    const person = document.getElementById("person");
    const human = ["nobody", "staff"].includes(person?.dataset.owner ?? "");
    await pause(human ? Math.min(NEWS_MS * 1.1 ** quiet, SLOW_MS) : SLOW_MS);
    if (!person || !log.children.length || Date.now() - active > IDLE_MS) continue;
    const shown = document.visibilityState === "visible";
    const address = new URL(main.dataset.news ?? "", location.href);
    for (const [key, value] of new URL(box.action).searchParams) address.searchParams.set(key, value);
    address.searchParams.set("after", person.dataset.cursor ?? "0");
    if (shown && unseen) address.searchParams.set("seen", "1");
    const response = busy ? null : await fetch(address).catch(() => null);
    if (response && shown) unseen = false;
    quiet += 1;
    if (response?.status !== 200 || busy) continue;
    quiet = 0;
    unseen = true;
    if (merge(await response.text())) say(main.dataset.fresh ?? "");
  }
}

void watch();

for (const turn of log.querySelectorAll("[data-waiting]")) {
  if (turn instanceof HTMLElement) void poll(turn, turn.dataset.waiting ?? "", false);
}

/** The page around this one, where it is a site that the helpdesk trusts. */
const site = main.dataset.site;
if (site && parent !== window) {
  /** @param {string} word */
  const tell = (word) => parent.postMessage(`bezorgd:${word}`, site);
  const leave = /** @type {HTMLElement} */ (document.querySelector("[data-leave]"));
  leave.hidden = false;
  leave.addEventListener("click", () => tell("close"));
  document.addEventListener("keydown", (pressed) => { if (pressed.key === "Escape") tell("close"); });
  addEventListener("message", (heard) => {
    if (heard.origin === site && heard.source === parent && heard.data === "bezorgd:open") field.focus();
  });
  tell("ready");
}
