// The console's own quickness. Every act is a form that works without it.
document.documentElement.classList.add("js");
const $ = (what, where = document) => where.querySelector(what);
const tell = (text) => { $("#status").textContent = text; };

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const value = $("[data-value]", button.closest(".row, .raw"));
  try {
    await navigator.clipboard.writeText(value.textContent);
    button.classList.add("done");
    tell(button.dataset.copied);
    setTimeout(() => button.classList.remove("done"), 2000);
  } catch {
    tell(button.dataset.failed);
  }
});
