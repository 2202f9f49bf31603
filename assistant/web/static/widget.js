// @ts-check
/**
 * The helpdesk's chat on any page that it trusts: a button, and a frame. The page
 * goes on whatever becomes of the frame; of each other the two only take words
 * that come from where the other one lives. DESK is filled in by the server.
 */
(() => {
  /** @type {any} */
  const desk = "DESK";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const chat = new URL("./", script.src);
  const spoken = (script.dataset.language || document.documentElement.lang).slice(0, 2).toLowerCase();
  const language = spoken in desk.words ? spoken : desk.language;
  const [open, close] = desk.words[language];
  const holder = document.createElement("div");
  const inside = holder.attachShadow({ mode: "open" });
  const button = document.createElement("button");
  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  let waiting = 0;

  /** @param {string} word */
  const tell = (word) => frame?.contentWindow?.postMessage(`bezorgd:${word}`, chat.origin);

  /** @param {boolean} shown */
  const show = (shown) => {
    if (frame) frame.hidden = !shown;
    holder.toggleAttribute("data-open", shown);
    button.setAttribute("aria-expanded", String(shown));
    button.textContent = shown ? close : open;
    if (shown) tell("open");
    else button.focus();
  };

  const begin = () => {
    frame = document.createElement("iframe");
    frame.title = desk.name;
    frame.allow = "clipboard-write";
    frame.src = `${chat}?lang=${language}&site=${encodeURIComponent(location.origin)}`;
    inside.append(frame);
    waiting = setTimeout(fail, 8000);
  };

  const fail = () => {
    const link = document.createElement("a");
    link.href = `${chat}?lang=${language}`;
    link.target = "_blank";
    link.textContent = open;
    frame?.remove();
    frame = null;
    holder.removeAttribute("data-open");
    button.replaceWith(link);
    link.focus();
  };

  addEventListener("message", (event) => {
    if (!frame || event.origin !== chat.origin || event.source !== frame.contentWindow) return;
    if (event.data === "bezorgd:ready") {
      clearTimeout(waiting);
      if (!frame.hidden) tell("open");
    }
    if (event.data === "bezorgd:close") show(false);
  });
  document.addEventListener("keydown", (pressed) => {
    if (pressed.key === "Escape" && frame && !frame.hidden) show(false);
  });
  button.addEventListener("click", () => {
    if (!frame) begin();
    else if (!frame.hidden) return show(false);
    show(true);
  });

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(desk.css);
  inside.adoptedStyleSheets = [sheet];
  button.textContent = open;
  button.setAttribute("aria-expanded", "false");
  inside.append(button);
  document.body.append(holder);
})();
