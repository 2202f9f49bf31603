// One stream a browser: whoever holds the lock listens for all its windows. Every
// window asks once for what happened while it was drawn; where streams fail, they
// are asked for now and then, and the stream is tried again after that.
import { $, facts, onSignedOut, signOut, signedOut, tell } from "./page.js";
import { parts, soon } from "./renewing.js";

const ASK_MS = 5000;
const ASKS = 6; // between two tries of the stream
const MOST_KNOWN = 2000;
const QUEUE = ["handed_over", "wrote", "asked", "requested"];

const notify = ({ conversation }) => {
  const shown = new Notification(document.title, { body: facts.arrived, tag: conversation });
  shown.addEventListener("click", () => {
    window.focus();
    shown.close();
    location.assign(facts.opens.replace("~", encodeURIComponent(conversation)));
  });
};

const heard = (event) => {
  const here = event.conversation === facts.conversation;
  soon(here || !facts.conversation ? parts() : ["lines", "pager"]);
  if (here && ["wrote", "asked"].includes(event.kind)) tell(facts.here);
  else if (QUEUE.includes(event.kind)) {
    tell(facts.arrived);
    if (document.hidden && window.Notification?.permission === "granted" && event.kind === "handed_over") notify(event);
  }
};

const start = Number(facts.cursor);
let cursor = start;
const known = new Set();
const take = (event) => {
  if (event.cursor <= start || known.has(event.cursor)) return;
  known.add(event.cursor);
  if (known.size > MOST_KNOWN) known.delete(known.values().next().value);
  cursor = Math.max(cursor, event.cursor);
  heard(event);
};

const channel = facts.events && window.BroadcastChannel ? new BroadcastChannel("bezorgd-console") : null;
const pass = (event) => { take(event); channel?.postMessage(event); };
const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

const ask = async (from) => {
  try {
    const answer = await fetch(`${facts.news}?since=${from}`);
    if (answer.status === 401) signOut();
    if (!answer.ok) return from;
    const told = await answer.json();
    told.events.forEach(pass);
    return told.events.length ? told.cursor : from;
  } catch { return from; } // asked again later
};

const askAll = async () => {
  let [from, next] = [-1, start];
  while (next !== from && !signedOut()) { from = next; next = await ask(from); }
};

let source = null;
const stop = () => source?.close();
const listen = () => new Promise((done) => {
  source = new EventSource(`${facts.events}?since=${cursor}`);
  source.addEventListener("news", ({ data }) => pass(JSON.parse(data)));
  source.onerror = () => { if (source.readyState === EventSource.CLOSED) done(); };
});

const attend = async () => {
  while (!signedOut()) {
    await listen();
    for (let asked = 0; asked < ASKS && !signedOut(); asked += 1) {
      await ask(cursor);
      await pause(ASK_MS);
    }
  }
};

if (facts.events) {
  if (channel) channel.onmessage = ({ data }) => { if (data.out) signOut(); else take(data); };
  onSignedOut(() => { stop(); channel?.postMessage({ out: true }); });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
  if (navigator.locks && channel) navigator.locks.request("bezorgd-stream", attend); else attend();
  askAll();
}

const asks = $("[data-notify]");
if (asks && window.Notification?.permission === "default") {
  asks.hidden = false;
  asks.addEventListener("click", async () => { await Notification.requestPermission(); asks.hidden = true; });
}
