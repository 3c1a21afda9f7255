// <dialog id="search">: what is typed is looked for as it is typed. Arrows choose, Enter opens what is chosen or the page with all results.
// The answers are the options of a listbox: <li role="option" data-href>.
let timer, underway, shown;

const box = () => document.getElementById("search");
const input = () => document.getElementById("search-q");
const list = () => document.getElementById("search-options");
const options = () => [...list().querySelectorAll("[role=option]")];

document.addEventListener("focusin", event => {
  if (event.target.id !== "search-q") return;
  event.target.select();
  if (shown !== event.target.value || !list().children.length) look(); // also what the navigation leads to, before anything is typed
});

document.addEventListener("input", event => { if (event.target.id === "search-q" && !event.isComposing) soon(); });
document.addEventListener("compositionend", event => { if (event.target.id === "search-q") soon(); });

document.addEventListener("keydown", event => {
  if (event.target.id !== "search-q" || event.isComposing) return;
  const all = options(), at = all.findIndex(each => each.ariaSelected === "true");
  if (event.key === "ArrowDown") choose(all[(at + 1) % all.length]);
  else if (event.key === "ArrowUp") choose(all[(at < 0 ? all.length : at) - 1] ?? all.at(-1));
  else if (event.key === "Enter" && at >= 0) open(all[at], event);
  else return;
  event.preventDefault();
});

document.addEventListener("click", event => {
  const option = event.target.closest?.("#search-options [role=option]");
  if (option) open(option, event);
});

function soon() {
  clearTimeout(timer);
  timer = setTimeout(look, 120);
}

async function look() {
  underway?.abort();
  const mine = underway = new AbortController();
  const form = input().form, asked = input().value;
  const answer = await fetch(`${form.dataset.searchBox}?${new URLSearchParams(new FormData(form))}`, { signal: mine.signal, headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer || mine !== underway) return; // cut off by what was typed since, or without a network
  if (answer.redirected) return location.reload(); // signed out meanwhile
  if (!answer.ok) return;
  list().innerHTML = await answer.text(); // made by this house, escaped
  shown = asked;
  const many = options().length;
  input().ariaExpanded = many > 0;
  input().removeAttribute("aria-activedescendant");
  const said = box().querySelector("[data-search-said]");
  said.textContent = many ? said.dataset.some.replace("{0}", many) : said.dataset.none;
  if (asked.trim() && many) choose(options()[0]);
}

function choose(option) {
  if (!option) return;
  for (const each of options()) each.ariaSelected = each === option;
  input().setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function open(option, event) {
  if (event.ctrlKey || event.metaKey) window.open(option.dataset.href, "_blank", "noopener");
  else {
    box().close();
    location.assign(option.dataset.href);
  }
}
