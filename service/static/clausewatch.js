// Keys and small comforts for the page of a comparison. Nothing on these pages needs this script.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);
const help = one("#help");

// From change to change: n and j go on, p and k go back.
const changes = all("[data-change]").filter((row) => !row.closest(".asked-row"));
const said = one(".counter [data-at]");
let at = -1;
let arrived = false;

function counted(place) {
  at = place;
  said.textContent = said.dataset.at.replace("{at}", at + 1).replace("{all}", changes.length);
}

function step(by) {
  const here = changes.indexOf(document.activeElement.closest("[data-change]"));
  const below = changes.findIndex((row) => row.getBoundingClientRect().bottom > 0);
  const from = here >= 0 ? here : at >= 0 && (arrived || document.activeElement.closest(".counter")) ? at : null;
  arrived = false;
  const next = from !== null ? from + by : by > 0 ? below : below < 0 ? changes.length - 1 : below - 1;
  const row = changes[next];
  if (!row) return;
  reveal(row);
  counted(next);
  row.scrollIntoView();
  if (!document.activeElement.closest(".counter")) row.querySelector("a.permalink").focus({ preventScroll: true });
}

function reveal(element) {
  for (let fold = element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

function fragment() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

// A permalink opens the fold its row is in; a row that the filters hide is said to be hidden.
function arrive() {
  const id = fragment();
  const note = one("#hidden-row");
  const row = id && document.getElementById(id);
  if (note) note.hidden = !id || Boolean(row);
  const way = note && note.querySelector("a");
  if (way) way.href = way.href.split("#")[0] + location.hash;
  if (!row) return;
  reveal(row);
  row.scrollIntoView();
  arrived = Boolean(said) && changes.includes(row);
  if (arrived) counted(changes.indexOf(row));
}

function openHelp() {
  if (!help.querySelector("dl")) help.insertBefore(one("#keys dl").cloneNode(true), help.lastElementChild);
  help.showModal();
}

function closeMenus(except) {
  for (const menu of all("details.tools[open]")) {
    if (menu === except) continue;
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenus();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable]") || (help && help.open)) return;
  const by = { n: 1, j: 1, p: -1, k: -1 }[event.key];
  if (by && changes.length) return step(by);
  const pressed = all("[data-key]").find((control) => control.dataset.key === event.key);
  if (pressed) {
    event.preventDefault();
    pressed.click();
  }
});

document.addEventListener("click", async (event) => {
  closeMenus(event.target.closest("details.tools"));
  stay(event);
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.step) step(Number(button.dataset.step));
  if (button.dataset.key === "?") openHelp();
  if (button.dataset.cite) await copy(button);
});

// A link to a row that is on this page needs no other page; its address says the row to the server, too.
function stay(event) {
  const link = event.target.closest("a.permalink, .near a, .trace a");
  if (!link || !link.hash || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const row = link.pathname === location.pathname && document.getElementById(link.hash.slice(1));
  if (!row) return;
  event.preventDefault();
  location.hash = link.hash;
}

async function copy(button) {
  const text = button.closest("div, section").querySelector(".citation");
  const range = document.createRange();
  range.selectNodeContents(text);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  try {
    await navigator.clipboard.writeText(text.textContent.trim());
  } catch {
    if (!document.execCommand("copy")) return;
  }
  button.textContent = button.dataset.cite;
}

for (const button of all("[data-step], [data-cite], button[data-key='?']")) button.hidden = false;
addEventListener("hashchange", arrive);
arrive();
