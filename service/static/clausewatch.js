// n and p go to the next and the previous change. Nothing on these pages needs this script.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const step = { n: 1, p: -1 }[event.key];
  const changes = [...document.querySelectorAll("[data-change]")];
  if (!step || changes.length === 0) return;
  const here = changes.indexOf(document.activeElement.closest("[data-change]"));
  const below = changes.findIndex((one) => one.getBoundingClientRect().bottom > 0);
  const next = here >= 0 ? here + step : step > 0 ? below : below - 1;
  if (!changes[next]) return;
  changes[next].scrollIntoView();
  changes[next].querySelector("a.permalink").focus({ preventScroll: true });
});
