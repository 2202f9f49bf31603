// The console's own quickness. Every act is a plain form that works without it.
import { $, $$, tell } from "./console/page.js";
import { renew } from "./console/renewing.js";
import "./console/drafting.js";
import "./console/hearing.js";
import "./console/keys.js";

document.documentElement.classList.add("js");
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

// canned replies, found while typing
const seek = $("[data-canned]");
let seeking;
seek?.addEventListener("input", () => {
  clearTimeout(seeking);
  seeking = setTimeout(() => renew(["canned"], { canned: seek.value }), 250);
});

// what can no longer be taken back is not offered any more
if ($("[data-undo]")) setTimeout(() => renew(["thread"]), 16000);

const thread = $(".thread");
if (thread) thread.scrollTop = thread.scrollHeight;
