// Shortcuts stand on what they do: <a data-key="g b">, <button data-key="c">. "?" lists them, Ctrl/⌘-K opens the search.
// Single letters can be turned off in that list (they disturb who dictates).
let before = "", timer;
const off = () => { try { return localStorage.getItem("keys") === "off"; } catch { return false; } };

document.addEventListener("keydown", event => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    const search = document.querySelector("[data-dialog='search']");
    if (search && !document.querySelector("dialog[open]")) { event.preventDefault(); search.click(); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || off() || busy(event.target)) return;
  if (event.key === "?") { event.preventDefault(); list(); return; }
  const keys = (before + " " + event.key).trim();
  const target = find(keys) ?? find(event.key);
  clearTimeout(timer);
  before = target ? "" : event.key;
  timer = setTimeout(() => { before = ""; }, 1000);
  if (target) { event.preventDefault(); target.click(); }
});

document.addEventListener("change", event => {
  if (event.target.matches?.("[data-keys-on]")) localStorage.setItem("keys", event.target.checked ? "on" : "off");
});
document.addEventListener("click", event => { if (event.target.closest?.("[data-keys-list]")) list(); });

const busy = target => target.closest?.("input, textarea, select, [contenteditable], dialog") !== null && !target.closest?.("#keys");
const find = keys => [...document.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)].find(each => each.checkVisibility?.() ?? true);

function list() {
  const dialog = document.getElementById("keys");
  const table = dialog?.querySelector("tbody");
  if (!table) return;
  const seen = new Set();
  table.replaceChildren(...[...document.querySelectorAll("[data-key]")].filter(each => !seen.has(each.dataset.key) && seen.add(each.dataset.key)).map(row));
  const search = document.querySelector(".search-open");
  if (search) table.append(row({ dataset: { key: "Ctrl K", keyLabel: search.dataset.keyLabel } }));
  dialog.querySelector("[data-keys-on]").checked = !off();
  if (!dialog.open) dialog.showModal();
}

function row(target) {
  const line = document.createElement("tr"), keys = document.createElement("td"), what = document.createElement("td");
  keys.append(...target.dataset.key.split(" ").flatMap(key => [Object.assign(document.createElement("kbd"), { textContent: key }), " "]));
  what.textContent = target.dataset.keyLabel ?? target.getAttribute("aria-label") ?? [...target.childNodes].filter(node => node.nodeType === 3).map(node => node.textContent).join("").trim();
  line.append(keys, what);
  return line;
}
