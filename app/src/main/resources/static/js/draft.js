// Drafts: <form data-draft="key">. What is typed is kept on this device until the server has accepted it.
// Kept are the visible fields, and the hidden "id" and "version": a draft sent twice is one thing, and a stale one is refused, not slipped in.
import { acknowledged } from "./page.js";
import { language, member, word } from "./words.js";

const MONTH = 30 * 24 * 3600_000;
const address = form => `draft:${member()}:${form.dataset.draft}`;

for (const name of ["meridian:page", "meridian:reread"]) document.addEventListener(name, restoreAll);

document.addEventListener("input", event => {
  const form = event.target.form;
  if (!form?.dataset.draft) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => keepForm(form), 300));
});
addEventListener("pagehide", () => { for (const form of document.querySelectorAll("form[data-draft][data-dirty]")) keepForm(form); });
document.addEventListener("htmx:beforeOnLoad", event => {
  const { elt, xhr } = event.detail;
  if (elt.dataset?.draft && acknowledged(xhr.status, xhr.responseText)) forgetForm(elt);
});
document.addEventListener("click", event => {
  if (!event.target.closest?.("[data-draft-drop]")) return;
  const form = event.target.closest("form");
  forgetForm(form);
  form.reset();
  form.querySelector(".draft-notice")?.remove();
});
document.addEventListener("submit", event => { if (event.target.matches("form[data-sign-out]")) forgetEverything(); }, true);

const timers = new WeakMap();

export function keepForm(form) { keep(address(form), { at: new Date().toISOString(), fields: typedInto(form) }); }
export function keep(key, draft) { try { localStorage.setItem(key, JSON.stringify(draft)); } catch { /* full or forbidden: typing goes on */ } }
export const draftKey = address;

export function forgetForm(form) {
  clearTimeout(timers.get(form));
  localStorage.removeItem(address(form));
  delete form.dataset.dirty;
}

export function typedInto(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !isMachinery(form, name) && !isSecret(form, name));
}

/** Puts kept values back; true when that changed anything. */
export function fill(form, fields) {
  const kept = new Map();
  for (const [name, value] of fields) kept.set(name, [...(kept.get(name) ?? []), value]);
  let changed = false;
  for (const control of form.elements) {
    if (!control.name || isMachinery(form, control.name) || isSecret(form, control.name) || ["file", "submit", "button"].includes(control.type)) continue;
    const values = kept.get(control.name) ?? [];
    if (control.type === "checkbox" || control.type === "radio") {
      const checked = values.includes(control.value);
      changed ||= control.checked !== checked;
      control.checked = checked;
    } else if (control.multiple) {
      for (const option of control.options) { changed ||= option.selected !== values.includes(option.value); option.selected = values.includes(option.value); }
    } else if (values.length > 0) {
      const value = values.shift();
      changed ||= control.value !== value && control.type !== "hidden";
      control.value = value;
    }
  }
  return changed;
}

export function noticeIn(form, text, ...buttons) {
  form.querySelector(":scope > .draft-notice")?.remove();
  const notice = Object.assign(document.createElement("p"), { className: "notice draft-notice" });
  notice.dataset.keep = notice.dataset.added = "";
  notice.setAttribute("role", "status");
  notice.append(Object.assign(document.createElement("span"), { className: "grow", textContent: text }), ...buttons);
  form.prepend(notice);
}

/** 15:10 today, else with its date; in the reader's zone. */
export function atTime(instant) {
  const day = when => new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short" }).format(when);
  const zone = document.body.dataset.zone || undefined, then = new Date(instant);
  return new Intl.DateTimeFormat(language(), { timeZone: zone, timeStyle: "short", ...(day(then) === day(Date.now()) ? {} : { dateStyle: "short" }) }).format(then);
}

function restoreAll() {
  for (const form of document.querySelectorAll("form[data-draft]:not([data-restored])")) {
    form.dataset.restored = "";
    restore(form);
  }
}

function restore(form) {
  // An overtaken form holds what was typed already, with the version it is compared with from now on.
  if (form.querySelector(":scope > .errors [data-draft-drop]")) { form.dataset.dirty = ""; keepForm(form); return; }
  const draft = read(address(form));
  if (!draft) return;
  if (Date.now() - Date.parse(draft.at) > MONTH) { localStorage.removeItem(address(form)); return; }
  if (!fill(form, draft.fields)) return;
  form.dataset.dirty = "";
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: word("draft_drop") });
  drop.dataset.draftDrop = "";
  noticeIn(form, word("draft_restored", atTime(draft.at)), drop);
  form.dispatchEvent(new CustomEvent("meridian:restored", { bubbles: true }));
}

function read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } }

const isMachinery = (form, name) => {
  const control = form.elements.namedItem(name);
  return name.startsWith("_") || control?.type === "hidden" && name !== "id" && name !== "version";
};
const isSecret = (form, name) => form.elements.namedItem(name)?.type === "password";

// Telephones are shared: who signs out takes the drafts along. What waits to be sent stays, bound to its writer.
function forgetEverything() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(`draft:${member()}:`)) localStorage.removeItem(key);
}

restoreAll();
