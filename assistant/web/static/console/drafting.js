// A draft that is kept on the server, also by who leaves at once; who else is here;
// and whether a letter or a note is written.
import { $, signOut, tell } from "./page.js";

const PAUSE_MS = 700; // after the last key
const LONGEST_MS = 3000; // while somebody goes on typing
const HERE_MS = 10000;
const PATIENCE_MS = 2000; // that another form waits for the draft
const MOST_KEPT_ALIVE = 20000; // characters; a browser sends no more behind a page

const form = $("form[data-draft]");
const text = form && $("textarea", form);

const noting = () => form.classList.contains("noting");
export const takeNote = () => {
  if (!form) return;
  const label = $("label[for=text]", form);
  label.dataset.letter ??= label.textContent;
  form.classList.toggle("noting");
  $("[data-note]", form).classList.toggle("primary", noting());
  label.textContent = noting() ? form.dataset.noting : label.dataset.letter;
  tell(label.textContent);
  write();
};
export const write = () => {
  const field = $("[data-reply]");
  if (!field) return;
  const fold = field.closest("details");
  if (fold) fold.open = true; // a bench that answered has its form folded away
  field.focus();
  field.scrollIntoView({ block: "nearest" });
};

const showPresent = (present) => $(".present")?.replaceChildren(...present.map((told) => {
  const tag = document.createElement("span");
  tag.className = "tag caution";
  tag.textContent = told;
  return tag;
}));

if (form) {
  const state = $("[data-draft-state]", form);
  let kept = text.defaultValue;
  let flying = null;
  let [waiting, longest] = [0, 0];
  const dirty = () => text.value !== kept;

  const post = async (where, types) => {
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    if (types) body.set("text", text.value);
    const answer = await fetch(where, { method: "POST", body, keepalive: text.value.length < MOST_KEPT_ALIVE });
    if (answer.status === 401) signOut();
    return answer;
  };
  const save = () => {
    clearTimeout(waiting);
    clearTimeout(longest);
    longest = 0;
    if (!dirty()) return flying ?? Promise.resolve();
    const [typed, was] = [text.value, kept];
    kept = typed;
    const flight = post(form.dataset.draft, true).then(async (answer) => {
      if (!answer.ok) throw new Error(answer.status);
      showPresent((await answer.json()).present);
      if (!dirty()) state.textContent = form.dataset.kept;
    }).catch(() => { if (kept === typed) kept = was; }).finally(() => { if (flying === flight) flying = null; });
    flying = flight;
    return flight;
  };

  text.addEventListener("input", () => {
    clearTimeout(waiting);
    state.textContent = "";
    waiting = setTimeout(save, PAUSE_MS);
    longest ||= setTimeout(save, LONGEST_MS);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    $(noting() ? "[data-note]" : "[value=send]", form).click();
  });

  // Any form of this page leaves it: the draft goes first, and is not kept after it.
  const passed = new WeakSet();
  let staying = false;
  document.addEventListener("submit", async (event) => {
    const sent = event.target;
    if (event.defaultPrevented || sent.method === "dialog") return;
    if (sent === form && staying) { event.preventDefault(); return; } // pressed twice
    const own = sent === form;
    if (own) { clearTimeout(waiting); clearTimeout(longest); }
    if (!passed.has(sent) && (flying || (!own && dirty()))) {
      event.preventDefault();
      passed.add(sent);
      await Promise.race([own ? flying : save(), new Promise((done) => { setTimeout(done, PATIENCE_MS); })]);
      sent.requestSubmit(event.submitter);
      return;
    }
    passed.delete(sent);
    if (own) kept = text.value;
    staying = new URL(sent.getAttribute("action") ?? "", location.href).pathname.startsWith(location.pathname);
    setTimeout(() => { staying = false; }, PATIENCE_MS); // it may not have left
  });
  addEventListener("pagehide", () => {
    const types = dirty();
    kept = text.value;
    if (types || !staying) post(staying ? form.dataset.draft : form.dataset.leave, types).catch(() => {});
  });
  setInterval(() => {
    if (document.visibilityState !== "visible") return;
    post(form.dataset.draft, false).then(async (answer) => { if (answer.ok) showPresent((await answer.json()).present); }).catch(() => {});
  }, HERE_MS);
  if (!CSS.supports("field-sizing", "content")) {
    const fit = () => { text.style.height = "auto"; text.style.height = `${text.scrollHeight + 2}px`; };
    text.addEventListener("input", fit);
    fit();
  }
}
