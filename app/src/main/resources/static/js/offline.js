// Forms that outlive a dead network: <form data-offline="what it is" [data-draft="key"]> with a hidden "id".
// Cut off, the form is kept on this device with the time it was written (sent as "written_at") and sent when the network is back, from
// whatever page is open then. The server takes each id once, so that an answer lost on the way does no harm.
import { acknowledged } from "./page.js";
import { atTime, draftKey, fill, forgetForm, keep, noticeIn } from "./draft.js";
import { member, word } from "./words.js";

const box = () => `unsent:${member()}`;
const forms = "form[data-offline]";
let sending = false;

document.addEventListener("htmx:beforeRequest", event => {
  const { elt, requestConfig } = event.detail;
  if (!elt.matches?.(forms)) return;
  submitters.set(elt, requestConfig.triggeringEvent?.submitter);
  if (navigator.onLine) return;
  event.preventDefault();
  queue(elt);
}, true);
for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, event => event.detail.elt.matches?.(forms) && queue(event.detail.elt));
document.addEventListener("htmx:beforeSwap", event => {
  const { elt, xhr } = event.detail;
  if (elt.matches?.(forms) && xhr.status >= 502 && xhr.status <= 504) queue(elt);
});
document.addEventListener("htmx:beforeOnLoad", event => {
  const { elt, xhr } = event.detail;
  if (elt.matches?.(forms) && acknowledged(xhr.status, xhr.responseText)) write(read().filter(entry => entry.id !== elt.elements.id?.value));
});

addEventListener("online", send);
document.addEventListener("meridian:online", send);
for (const name of ["meridian:page", "meridian:reread"]) document.addEventListener(name, () => { show(); send(); });
addEventListener("storage", event => { if (event.key === box()) show(); });
setInterval(() => { if (read().length) send(); }, 30_000);
show();
send();

const submitters = new WeakMap();

function queue(form) {
  form.elements.id ?? form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "id" }));
  form.elements.id.value ||= uuid7();
  const submitter = submitters.get(form), written = new Date().toISOString();
  const body = new URLSearchParams([...new FormData(form, submitter?.form === form ? submitter : undefined)].filter(([, value]) => typeof value === "string"));
  body.set("written_at", written);
  const entry = { id: form.elements.id.value, url: submitter?.getAttribute("formaction") ?? form.getAttribute("action"), body: body.toString(), written, what: form.dataset.offline, page: location.pathname + location.search, draft: form.dataset.draft ? draftKey(form) : null };
  write([...read().filter(other => other.id !== entry.id), entry]);
  forgetForm(form);
  forgive(form);
  show();
}

// What was wrong with it was said of what stood there before.
function forgive(form) {
  for (const said of form.querySelectorAll(".errors, .error")) said.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

async function send() {
  if (sending || !member() || read().length === 0 || !navigator.onLine) return;
  sending = true;
  try { await alone(sendAll); } finally { sending = false; }
}

async function sendAll() {
  for (const entry of read()) {
    const outcome = await deliver(entry);
    if (outcome === "later") return;
    if (outcome === "signed-out") { document.documentElement.dataset.net = "signed-out"; return; }
    write(read().filter(other => other.id !== entry.id));
    if (outcome === "refused" && entry.draft) keep(entry.draft, { at: entry.written, fields: [...new URLSearchParams(entry.body)].filter(([name]) => name !== "written_at" && !name.startsWith("_")) });
    tell(entry, outcome);
  }
  for (const form of document.querySelectorAll(forms + "[data-queued]")) { delete form.dataset.queued; form.querySelector(".draft-notice")?.remove(); }
  document.dispatchEvent(new CustomEvent("meridian:changed"));
}

async function deliver(entry) {
  try {
    const answer = await fetch(entry.url, { method: "POST", body: new URLSearchParams(entry.body), headers: { Accept: "text/html" } });
    if (answer.status >= 500 || answer.status === 429) return "later";
    const html = await answer.text();
    if (answer.status >= 400) return answer.status === 401 ? "signed-out" : "refused";
    return acknowledged(answer.status, html) ? "sent" : "signed-out";
  } catch {
    return "later";
  }
}

function tell(entry, outcome) {
  const text = word(outcome === "sent" ? "unsent_sent" : "unsent_refused", entry.what || "");
  document.dispatchEvent(new CustomEvent("meridian:tell", { detail: outcome === "sent" ? { text } : { text, href: entry.page, bad: true } }));
}

/** The badge in the shell, and in the form itself a word that it is safe. */
function show() {
  const entries = read();
  document.documentElement.toggleAttribute("data-unsent", entries.length > 0);
  for (const form of document.querySelectorAll(forms)) {
    const entry = entries.find(each => each.url === form.getAttribute("action") && (each.id === form.elements.id?.value || each.page === location.pathname + location.search));
    if (!entry || "queued" in form.dataset) continue;
    form.dataset.queued = "";
    fill(form, [...new URLSearchParams(entry.body)]);
    noticeIn(form, word("unsent_kept", atTime(entry.written)));
  }
}

function read() { try { return JSON.parse(localStorage.getItem(box())) ?? []; } catch { return []; } }
function write(entries) {
  if (entries.length) localStorage.setItem(box(), JSON.stringify(entries)); else localStorage.removeItem(box());
  document.documentElement.toggleAttribute("data-unsent", entries.length > 0);
}

/** One tab sends at a time. Locks exist only on https and localhost; elsewhere a lease of half a minute does. */
async function alone(work) {
  if (navigator.locks) return navigator.locks.request("meridian-unsent", { ifAvailable: true }, lock => lock && work());
  if (Number(localStorage.getItem("unsent-lease")) > Date.now()) return;
  localStorage.setItem("unsent-lease", String(Date.now() + 30_000));
  try { await work(); } finally { localStorage.removeItem("unsent-lease"); }
}

export function uuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Date.now()) << 16n | BigInt(bytes[6] << 8 | bytes[7]));
  bytes[6] = bytes[6] & 0x0f | 0x70;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  return [...bytes].map((byte, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + byte.toString(16).padStart(2, "0")).join("");
}
