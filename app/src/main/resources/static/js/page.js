// Navigation and forms through htmx: the answer is always a whole page; its body is morphed in. This file does what a browser would have done:
// the address, the head, the scroll position, the focus, one submission at a time, an honest message when the server can't be reached.
import { member, setClock, word } from "./words.js";

const root = document.documentElement;
let before = location.href;
let answer; // the whole page that is being taken over

/** Did the server accept this request from the person who made it? A redirect to the sign-in page is a 200, too. */
export const acknowledged = (status, html) => status < 400 && (!member() || html.includes(`data-member="${member()}"`));

on("htmx:beforeRequest", event => {
  const { elt, boosted } = event.detail;
  if (!boosted || event.defaultPrevented) return;
  if (elt.localName === "a" && elt.hasAttribute("download")) {
    event.preventDefault();
    location.assign(elt.href);
    return;
  }
  if (elt.localName === "a") supersede(elt);
  before = location.href;
  root.dataset.loading = "";
  if (elt.localName === "form") elt.dataset.busy = "";
});

on("htmx:afterRequest", event => {
  const { elt, boosted, xhr } = event.detail;
  if (!boosted) return;
  delete root.dataset.loading;
  delete elt.dataset.busy;
  // No page that is morphed in empties a file field: what was taken would go along with the next ones.
  if (elt.localName === "form" && acknowledged(xhr.status, xhr.responseText)) for (const field of elt.querySelectorAll("input[type=file]")) field.value = "";
});

addEventListener("submit", event => {
  if ("busy" in event.target.dataset || again(event.target)) { event.preventDefault(); event.stopImmediatePropagation(); }
}, true);

// A second tap whose first was answered in between was meant for what stood there before: the same place, at once, and nothing else touched.
const AT_ONCE = 700;
const A_FINGER = 24;
let touched = { x: 0, y: 0 }, sent;
addEventListener("pointerdown", ({ clientX: x, clientY: y }) => {
  if (sent && Math.hypot(x - sent.x, y - sent.y) > A_FINGER) sent = undefined;
  touched = { x, y };
}, true);
addEventListener("input", () => { sent = undefined; }, true);

function again(form) {
  if (form.getAttribute("method")?.toLowerCase() !== "post") return false;
  const now = performance.now();
  if (sent && now - sent.at < AT_ONCE) return true;
  sent = { ...touched, at: now };
  return false;
}

on("htmx:beforeSwap", event => {
  const { xhr, boosted, requestConfig } = event.detail;
  if (!boosted) return;
  const unreachable = xhr.status >= 502 && xhr.status <= 504;
  const isPage = (xhr.getResponseHeader("Content-Type") ?? "").startsWith("text/html");
  if (unreachable || !isPage) event.detail.shouldSwap = false;
  if (unreachable) unreached(event.detail.elt);
  else if (!isPage && requestConfig.verb === "get") location.assign(xhr.responseURL);
  else if (isPage) takeOver(event.detail.serverResponse);
});

// An upload over a slow line takes the time it takes.
on("htmx:configRequest", event => { if (event.detail.elt.enctype === "multipart/form-data") event.detail.timeout = 0; });

// A refused form keeps the address of the page it is on; a page that answers for itself is no new step in the history.
on("htmx:beforeHistoryUpdate", event => {
  const { history, xhr, requestConfig } = event.detail;
  rememberScroll();
  if (xhr.status >= 400 && requestConfig.verb !== "get") Object.assign(history, { type: "replace", path: location.pathname + location.search });
  else if (history.path === location.pathname + location.search) history.type = "replace";
});

let settled;
on("htmx:afterSettle", event => {
  if (!event.detail.boosted || event.detail.xhr === settled) return; // comes once for every element that was put in
  settled = event.detail.xhr;
  if (sent && event.detail.requestConfig?.verb === "post") sent.at = performance.now();
  const refused = event.detail.xhr.status >= 400 && document.querySelector("main .errors, main [aria-invalid='true']");
  if (refused) reveal(refused);
  else if (new URL(before).pathname !== location.pathname && !location.hash) arrive();
  arrived();
});

on("htmx:sendError", event => event.detail.boosted && unreached(event.detail.elt));
on("htmx:timeout", event => event.detail.boosted && unreached(event.detail.elt));

on("htmx:historyCacheMissLoad", event => takeOver(event.detail.response));
on("htmx:historyCacheMissLoadError", () => location.reload());
on("htmx:historyRestore", () => { scrollTo(0, scrolled.get(location.href) ?? 0); arrived(); });

document.addEventListener("change", event => event.target.closest?.("form[data-auto]")?.requestSubmit());
document.addEventListener("input", event => { const form = event.target.form; if (form && form.method === "post") form.dataset.dirty = ""; });
document.addEventListener("reset", event => delete event.target.dataset.dirty);

function on(name, listener) { document.addEventListener(name, listener); }

let underway;
function supersede(link) {
  if (underway?.isConnected && underway !== link) htmx.trigger(underway, "htmx:abort");
  underway = link;
}

/** Brings over what morphing the body leaves out: its attributes, and style sheets and modules only the new page has. */
function takeOver(html) {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close(); // morphing takes the attribute away, but not the dialog off the top
  const page = answer = new DOMParser().parseFromString(html, "text/html");
  root.lang = page.documentElement.lang;
  for (const { name } of [...document.body.attributes]) if (!page.body.hasAttribute(name)) document.body.removeAttribute(name);
  for (const { name, value } of page.body.attributes) document.body.setAttribute(name, value);
  for (const link of page.head.querySelectorAll("link[rel=stylesheet]")) if (!document.head.querySelector(`link[href="${link.getAttribute("href")}"]`)) document.head.append(document.importNode(link));
  for (const script of page.head.querySelectorAll("script[type=module]")) import(script.src);
}

// Morphing fails where an id stands on another level than before; then the page is taken as it is.
const morph = Idiomorph.morph.bind(Idiomorph);
Idiomorph.morph = (old, fresh, config) => {
  try {
    return morph(old, fresh, config);
  } catch (error) {
    if (old !== document.body || !answer) throw error;
    console.warn(error);
    old.replaceChildren(...document.importNode(answer.body, true).childNodes);
    return [...old.childNodes];
  }
};

function arrive() {
  scrollTo(0, 0);
  const start = document.querySelector("main [autofocus]") ?? document.querySelector("main h1");
  if (start?.localName === "h1") start.setAttribute("tabindex", "-1");
  start?.focus({ preventScroll: true });
}

function arrived() {
  setClock();
  document.dispatchEvent(new CustomEvent("meridian:page"));
}

function reveal(refused) {
  for (const link of refused.querySelectorAll("a[href^='#']")) {
    const label = document.querySelector(`label[for="${CSS.escape(link.hash.slice(1))}"]`);
    if (label) link.prepend(label.firstChild.textContent.trim() + (root.lang.startsWith("zh") ? "：" : ": "));
  }
  refused.setAttribute("tabindex", refused.matches(".errors") ? "-1" : "0");
  refused.focus({ preventScroll: true });
  refused.scrollIntoView({ block: "center" });
}

function unreached(element) {
  delete root.dataset.loading;
  if (element?.dataset) delete element.dataset.busy;
  if (element?.matches?.("form[data-offline]")) return; // offline.js keeps it and says so
  const text = word(element?.localName === "form" && element.method === "post" ? "net_failed" : "net_unreached");
  document.dispatchEvent(new CustomEvent("meridian:tell", { detail: { text, bad: true, until: "online" } }));
}

const refusedAtOnce = document.querySelector("main .errors"); // the answer to a form that was sent without htmx
if (refusedAtOnce) reveal(refusedAtOnce);

const scrolled = new Map();
function rememberScroll() { scrolled.set(location.href, scrollY); }
addEventListener("popstate", () => scrolled.set(before, scrollY), true);
