// What every part of the console's script shares.
export const $ = (what, where = document) => where.querySelector(what);
export const $$ = (what, where = document) => [...where.querySelectorAll(what)];
export const facts = $("main").dataset;

export const tell = (text) => {
  const status = $("#status");
  status.textContent = "";
  setTimeout(() => { status.textContent = text; }, 50);
};
export const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
export const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* kept nowhere */ } };

// Who is signed out is told so once; nothing is asked or kept after that.
let gone = false;
const whenGone = [];
export const signedOut = () => gone;
export const onSignedOut = (act) => whenGone.push(act);
export const signOut = () => {
  if (gone) return;
  gone = true;
  const notice = $("[data-signed-out]");
  if (notice) notice.hidden = false;
  whenGone.forEach((act) => act());
};
