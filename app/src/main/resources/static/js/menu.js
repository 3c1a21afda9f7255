// details.menu, .confirm and .sheet open and close without script; with it they also close on Escape and on a tap elsewhere, and arrows walk through a menu.
const folding = "details.menu[open], details.confirm[open], details.sheet[open]";

// What a sheet shows stands elsewhere on the page: the rail of wider screens.
const rail = () => document.getElementById("rail");

document.addEventListener("click", event => {
  for (const open of document.querySelectorAll(folding)) {
    const inside = open.contains(event.target) || open.matches(".sheet") && rail()?.contains(event.target);
    if (!inside || open.matches(".menu, .sheet") && event.target.closest("a")) open.open = false;
  }
});

document.addEventListener("keydown", event => {
  const open = event.target.closest?.(folding) ?? document.querySelector(folding);
  if (!open) return;
  if (event.key === "Escape") { open.open = false; open.querySelector("summary").focus(); }
  if (open.matches(".menu") && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const items = [...open.querySelectorAll(".menu-items a, .menu-items button")];
    const at = items.indexOf(document.activeElement);
    items[(at + (event.key === "ArrowDown" ? 1 : items.length - 1) + (at < 0 && event.key === "ArrowUp" ? 1 : 0)) % items.length]?.focus();
    event.preventDefault();
  }
});

document.addEventListener("toggle", event => {
  if (event.target.matches?.(".sheet[open]")) rail()?.focus();
  if (event.target.matches?.(".confirm[open]")) event.target.querySelector("input:not([type=hidden]), textarea, select, button")?.focus();
}, true);
