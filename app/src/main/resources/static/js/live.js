// Live pages: <body data-live="/w/slug/live" data-topics="project:ID member:ID">. "Something changed" arrives; the page re-reads itself.
import { gently } from "./morph.js";
import { stream } from "./stream.js";

const root = document.documentElement;
const QUIET = 500; // at most one re-reading in so many milliseconds
let stale = false, reading = false, last = performance.now(), timer, lossTimer;

const line = connect();
show();

document.addEventListener("meridian:page", () => { last = performance.now(); show(); });
document.addEventListener("meridian:changed", changed);
document.addEventListener("visibilitychange", () => { if (!document.hidden && stale) changed(); });
addEventListener("pageshow", event => { if (event.persisted) { show(); changed(); } });
addEventListener("pagehide", () => line.bye());
addEventListener("online", () => { delete root.dataset.net; line.tryNow(); });
addEventListener("offline", () => { root.dataset.net = "offline"; });
if (!navigator.onLine) root.dataset.net = "offline";

function show() {
  const { live, topics } = document.body.dataset;
  line.show(live ? new URL(live, location).href : "", live ? (topics ?? "").split(/\s+/).filter(Boolean) : []);
}

function hear(kind) {
  if (kind === "changed" || kind === "missed") { document.dispatchEvent(new CustomEvent("meridian:news")); if (!("own" in document.body.dataset)) changed(); }
  if (kind === "open") { clearTimeout(lossTimer); lossTimer = undefined; delete root.dataset.net; document.dispatchEvent(new CustomEvent("meridian:online")); }
  if (kind === "lost") {
    lossTimer ??= setTimeout(() => { root.dataset.net = navigator.onLine ? "reconnecting" : "offline"; }, 3000); // a short gap is nobody's business
    if (root.dataset.net === "reconnecting") changed(); // where streams are cut for good, each try still brings the news, or that one is signed out
  }
}

function changed() {
  stale = true;
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(reread, Math.max(0, last + QUIET - performance.now()));
}

async function reread() {
  if (reading || "loading" in root.dataset) { timer = setTimeout(reread, QUIET); return; }
  reading = true;
  stale = false;
  const address = location.href;
  const html = await read(address);
  reading = false;
  last = performance.now();
  if (html === null) stale = true; // the stream will say "missed" when the network is back
  else if (address === location.href && !("loading" in root.dataset)) takeIn(new DOMParser().parseFromString(html, "text/html"));
}

async function read(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html", "X-Reread": "1" }, cache: "no-store" });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

function takeIn(page) {
  if (page.body.dataset.member !== document.body.dataset.member) { root.dataset.net = "signed-out"; return; }
  for (const part of document.querySelectorAll("main, [data-live-part]")) {
    const fresh = part.localName === "main" ? page.querySelector("main") : page.getElementById(part.id);
    if (!fresh) continue;
    Idiomorph.morph(part, fresh, { morphStyle: "outerHTML", callbacks: gently });
    htmx.process(part);
  }
  document.title = page.title;
  document.dispatchEvent(new CustomEvent("meridian:reread"));
}

function connect() {
  if (!window.SharedWorker) return connectAlone();
  const worker = new SharedWorker(new URL("./live-worker.js", import.meta.url), { type: "module", name: "meridian-live" });
  const lock = "meridian-tab-" + Math.random().toString(36).slice(2);
  navigator.locks?.request(lock, () => {
    worker.port.postMessage({ kind: "held", lock });
    return new Promise(() => {});
  });
  worker.port.onmessage = ({ data }) => hear(data.kind);
  worker.port.start();
  return {
    show: (url, topics) => worker.port.postMessage({ kind: "show", url, topics }),
    bye: () => worker.port.postMessage({ kind: "bye" }),
    tryNow: () => worker.port.postMessage({ kind: "try" }),
  };
}

/** Without shared workers (older telephones): a stream of the page's own, held only while it is seen. */
function connectAlone() {
  const own = stream(hear);
  let wish = ["", []];
  document.addEventListener("visibilitychange", () => document.hidden ? own.want("", []) : (own.want(...wish), changed()));
  return { show: (url, topics) => { wish = [url, topics]; if (!document.hidden) own.want(url, topics); }, bye: () => own.want("", []), tryNow: () => own.tryNow() };
}
