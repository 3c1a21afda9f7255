// Large files go in parts: a form with <template data-upload="/w/slug/files/uploads"> (its words are inside). What is chosen is kept on this device until the
// server has all of it, so that a cut line costs one part, and a page that is left or loaded anew costs nothing. Small files go with their form. Fetched by
// drop.js where it is wanted.
import { uuid7 } from "./offline.js";
import { member } from "./words.js";

const SMALL = 2 << 20, LEAST = 256 << 10, QUICK = 2_000, SLOW = 8_000;
const running = new Map(); // id → { record, file, sent, state, said, abort }
const words = load();

document.addEventListener("submit", event => {
  const form = event.target, template = form.querySelector?.("template[data-upload]");
  if (!template || event.defaultPrevented) return;
  const fields = [...form.querySelectorAll("input[type=file]")], files = fields.flatMap(field => [...field.files]);
  if (!files.length || files.reduce((sum, file) => sum + file.size, 0) <= SMALL) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  learn(template);
  const { subject, replaces } = form.elements;
  for (const file of files) begin({ id: uuid7(), member: member(), url: template.dataset.upload, subject: subject.value, replaces: replaces?.value ?? "", name: file.name, size: file.size }, file);
  for (const field of fields) field.value = "";
  form.reset();
}, true);

// Telephones are shared: who signs out takes along what was on its way.
document.addEventListener("submit", event => { if (event.target.matches("form[data-sign-out]")) for (const { record } of running.values()) forget(record.id); }, true);
document.addEventListener("meridian:page", show);
addEventListener("online", () => { for (const one of running.values()) one.wake?.(); });
document.addEventListener("meridian:online", () => { for (const one of running.values()) one.wake?.(); });

resume();

async function resume() {
  for (const { record, file } of await kept()) if (record.member === member() && member()) begin(record, file, true);
}

async function begin(record, file, again = false) {
  if (!again) await keep(record, file);
  const work = () => run(record, file);
  // One tab sends a file; another takes over when that one is closed.
  if (navigator.locks) navigator.locks.request("meridian-upload-" + record.id, work); else work();
}

async function run(record, file) {
  if (!(await still(record.id))) return; // another tab has finished it meanwhile
  const one = { record, file, sent: 0, state: "going", said: "" };
  running.set(record.id, one);
  show();
  let part = LEAST * 2, failures = 0, known = null;
  while (running.has(record.id)) {
    try {
      known ??= await ask("POST", record.url, form({ id: record.id, subject: record.subject, replaces: record.replaces, name: record.name, size: record.size }));
      if (known.done) return finished(one, known);
      if (known.waits) { set(one, "waiting", known.waits); await pause(one, 30_000); if (!running.has(record.id)) return; }
      one.sent = known.received;
      if (!known.waits) set(one, known.received === known.size ? "checking" : "going");
      const from = known.received, until = Math.min(from + Math.min(part, known.part), known.size), began = performance.now();
      known = await ask("POST", `${record.url}/${record.id}?from=${from}`, file.slice(from, until), sent => { one.sent = from + sent; set(one, one.sent >= known.size ? "checking" : "going"); }, one);
      const took = performance.now() - began;
      if (took < QUICK) part = Math.min(part * 2, 8 << 20); else if (took > SLOW) part = Math.max(part / 2, LEAST);
      failures = 0;
    } catch (problem) {
      if (!running.has(record.id)) return;
      if (problem.status === 422) return refused(one, problem.message);
      if (problem.status === 401) return set(one, "signed_out");
      if (problem.status === 403 || problem.status === 404) return refused(one, words.get("stopped"));
      part = LEAST;
      if (problem.status !== 409) { set(one, "waiting", problem.message); await pause(one, Math.min(30_000, 1000 * 2 ** failures++)); }
      known = null; // asks how far it has come
    }
  }
}

function finished(one, state) {
  forget(one.record.id);
  running.delete(one.record.id);
  show();
  document.dispatchEvent(new CustomEvent("meridian:tell", { detail: { text: state.renamed ? fill("renamed", state.name) : fill("done", state.name) } }));
  document.dispatchEvent(new CustomEvent("meridian:changed"));
}

function refused(one, message) {
  forget(one.record.id);
  set(one, "refused", message);
}

function ask(method, url, body, progress, one) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.setRequestHeader("Accept", "application/json");
    if (!(body instanceof FormData)) request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.timeout = 300_000;
    if (progress) request.upload.onprogress = event => progress(event.loaded);
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* a page: of a proxy, or to sign in */ }
      if (request.status === 200 && answer.id) resolve(answer);
      else reject(Object.assign(new Error(answer.errors?.[0]?.message ?? answer.title ?? ""), { status: request.status === 200 ? 401 : request.status }));
    };
    request.onerror = request.ontimeout = request.onabort = () => reject(Object.assign(new Error(""), { status: 0 }));
    if (one) one.request = request;
    request.send(body);
  });
}

function form(fields) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== "") data.append(name, value);
  return data;
}

function pause(one, time) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, time);
    one.wake = () => { clearTimeout(timer); resolve(); };
  });
}

// ---- the panel

function set(one, state, said = "") {
  if (one.state === state && one.said === said && one.row?.isConnected) { one.bar.value = one.sent; one.text.textContent = text(one); return; }
  Object.assign(one, { state, said });
  show();
}

function show() {
  let panel = document.getElementById("uploads");
  if (!running.size) { panel?.remove(); return; }
  if (!panel) {
    panel = Object.assign(document.createElement("section"), { id: "uploads", className: "uploads" });
    panel.dataset.added = panel.dataset.keep = "";
    panel.setAttribute("role", "status");
    document.body.append(panel);
  }
  const list = document.createElement("ul");
  for (const one of running.values()) list.append(row(one));
  panel.setAttribute("aria-label", words.get("uploads") ?? "");
  panel.replaceChildren(list);
}

function row(one) {
  const item = document.createElement("li"), over = one.state === "refused" || one.state === "signed_out";
  item.className = over ? "bad" : "";
  const cancel = Object.assign(document.createElement("button"), { type: "button", className: "button small quiet", textContent: over ? "✕" : words.get("cancel"), ariaLabel: `${words.get("cancel")} ${one.record.name}` });
  cancel.addEventListener("click", () => stop(one));
  one.bar = Object.assign(document.createElement("progress"), { max: one.record.size, value: one.sent, ariaLabel: one.record.name });
  one.text = Object.assign(document.createElement("small"), { textContent: text(one) });
  item.append(Object.assign(document.createElement("b"), { textContent: one.record.name }), cancel);
  if (!over) item.append(one.bar);
  item.append(one.text);
  one.row = item;
  return item;
}

function text(one) {
  if (one.state === "refused") return one.said;
  if (one.state === "going") return fill("going", Math.floor(one.sent / one.record.size * 100) + "%", bytes(one.record.size));
  return one.said || words.get(one.state);
}

function stop(one) {
  running.delete(one.record.id);
  forget(one.record.id);
  one.request?.abort();
  one.wake?.();
  if (one.state !== "refused") fetch(`${one.record.url}/${one.record.id}/removal`, { method: "POST", headers: { Accept: "application/json" } }).catch(() => {});
  show();
}

const bytes = n => n < 1e6 ? Math.round(n / 1e3) + " kB" : n < 1e9 ? (n / 1e6).toFixed(1).replace(".0", "") + " MB" : (n / 1e9).toFixed(1).replace(".0", "") + " GB";

// ---- words, kept because the page they came with may be gone

function learn(template) {
  for (const word of template.content.querySelectorAll("[data-word]")) words.set(word.dataset.word, word.textContent);
  try { localStorage.setItem("upload-words", JSON.stringify([...words])); } catch { /* forbidden: this page has them */ }
}

function load() { try { return new Map(JSON.parse(localStorage.getItem("upload-words") ?? "[]")); } catch { return new Map(); } }

function fill(word, ...values) { return (words.get(word) ?? "{0}").replace(/\{(\d)\}/g, (_, n) => values[n] ?? ""); }

// ---- what is kept on this device; without a place for it a file goes all the same, as long as the page stays

function store(mode, work) {
  return new Promise(resolve => {
    try {
      const open = indexedDB.open("meridian-uploads", 1);
      open.onupgradeneeded = () => open.result.createObjectStore("files");
      open.onerror = () => resolve(undefined);
      open.onsuccess = () => {
        const change = open.result.transaction("files", mode), asked = work(change.objectStore("files"));
        change.oncomplete = () => { open.result.close(); resolve(asked?.result); };
        change.onerror = change.onabort = () => { open.result.close(); resolve(undefined); };
      };
    } catch { resolve(undefined); }
  });
}

const alive = new Set(); // those of this page, also where nothing can be kept
async function keep(record, file) { alive.add(record.id); await store("readwrite", files => files.put({ record, file }, record.id)); }
async function kept() { return (await store("readonly", files => files.getAll())) ?? []; }
async function still(id) { return alive.has(id) || await store("readonly", files => files.getKey(id)) !== undefined; }
function forget(id) { alive.delete(id); return store("readwrite", files => files.delete(id)); }
