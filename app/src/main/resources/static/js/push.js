// The service worker of this house, and telling this browser by push: <section data-push="the house's key"> on the settings page.
import { language, member } from "./words.js";

const supported = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

let known = "";
for (const name of ["meridian:page", "meridian:reread"]) document.addEventListener(name, () => { begin(); show(); });
document.addEventListener("click", event => { if (event.target.closest?.("[data-push-on]")) subscribe(event.target.closest("[data-push]")); });
document.addEventListener("submit", event => {
  if (event.target.matches("form[data-push-off]") && isThis(event.target.closest("[data-push-browser]"))) current().then(subscription => subscription?.unsubscribe());
  if (event.target.matches("form[data-sign-out]") && supported && !("pushed" in event.target.dataset)) leave(event);
}, true);
begin();
show();

/** Once for each person who signs in here. */
function begin() {
  if (!("serviceWorker" in navigator) || !member() || member() === known) return;
  known = member();
  ready().catch(() => { /* a private window or an old browser: everything else works without */ });
}

/** The worker, with the page it shows without a network in the reader's language. */
async function ready() {
  const registration = await navigator.serviceWorker.register("/sw.js");
  try {
    localStorage.setItem("reader", member());
    if (localStorage.getItem("offline-lang") !== language()) (await navigator.serviceWorker.ready).active.postMessage({ kind: "language", language: language() });
    localStorage.setItem("offline-lang", language());
  } catch { /* no storage: the page keeps the language it was kept in */ }
  return registration;
}

async function current() {
  if (!supported) return null;
  const registration = await navigator.serviceWorker.getRegistration("/");
  return await registration?.pushManager.getSubscription() ?? null;
}

let print = "";
const isThis = line => line !== null && print !== "" && line.dataset.pushBrowser === print;

async function show() {
  const section = document.querySelector("[data-push]");
  if (!section) return;
  const subscription = await current().catch(() => null);
  print = subscription ? await printOf(subscription.endpoint) : "";
  const known = [...section.querySelectorAll("[data-push-browser]")].filter(line => {
    line.querySelector("[data-push-this]").hidden = !isThis(line);
    return isThis(line);
  });
  state(section, !supported ? "unsupported" : Notification.permission === "denied" ? "denied" : known.length ? "on" : "off");
}

function state(section, name) {
  for (const each of section.querySelectorAll("[data-push-state]")) each.hidden = each.dataset.pushState !== name && !(name === "failed" && each.dataset.pushState === "off");
}

async function subscribe(section) {
  try {
    if (await Notification.requestPermission() !== "granted") { show(); return; }
    await ready();
    const registration = await navigator.serviceWorker.ready;
    const key = bytes(section.dataset.push);
    const old = await registration.pushManager.getSubscription();
    if (old && !same(old.options.applicationServerKey, key)) await old.unsubscribe();
    const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const { endpoint, keys } = subscription.toJSON();
    const answer = await fetch("/push", { method: "POST", body: new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth }), headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    document.dispatchEvent(new CustomEvent("meridian:changed"));
  } catch {
    state(section, "failed");
  }
}

// Telephones are shared: who signs out is told here no more.
async function leave(event) {
  if (Notification.permission !== "granted") { forget(); return; }
  const form = event.target;
  form.dataset.pushed = "";
  event.preventDefault();
  try {
    const subscription = await Promise.race([current(), new Promise(resolve => setTimeout(resolve, 1500))]);
    if (subscription) {
      await Promise.race([fetch("/push/removal", { method: "POST", body: new URLSearchParams({ endpoint: subscription.endpoint }) }), new Promise(resolve => setTimeout(resolve, 1500))]);
      await subscription.unsubscribe();
    }
  } catch { /* signing out comes first */ }
  forget();
  form.submit();
}

function forget() { try { localStorage.removeItem("reader"); } catch { /* nothing kept */ } }

async function printOf(endpoint) {
  if (!crypto.subtle) return "";
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint)));
  return [...digest.slice(0, 8)].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

function bytes(base64url) {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, letter => letter.charCodeAt(0));
}

function same(buffer, key) {
  const other = new Uint8Array(buffer ?? []);
  return other.length === key.length && other.every((byte, i) => byte === key[i]);
}
