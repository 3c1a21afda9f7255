// The service worker: shows what is told by push, and a plain page when a page cannot be fetched. It keeps nothing of signed-in people:
// only that page, which is the same for everybody, and the script it needs. The house puts the version before this line.
const KEPT = "meridian-offline-" + VERSION;
const PAGE = "/offline";

self.addEventListener("install", event => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", event => event.waitUntil(forgetOld().then(() => self.clients.claim())));
self.addEventListener("message", event => { if (event.data?.kind === "language") event.waitUntil(keep(event.data.language).catch(() => {})); });

async function keep(language = navigator.language) {
  const page = await fetch(PAGE + "?lang=" + encodeURIComponent(language), { cache: "no-store", credentials: "omit" });
  if (!page.ok || page.redirected) throw new Error("the offline page cannot be kept");
  const html = await page.clone().text();
  const kept = await caches.open(KEPT);
  await kept.addAll([...html.matchAll(/<script[^>]* src="([^"]+)"/g)].map(match => match[1]));
  await kept.put(PAGE, page);
}

async function forgetOld() {
  for (const name of await caches.keys()) if (name.startsWith("meridian-") && name !== KEPT) await caches.delete(name);
}

self.addEventListener("fetch", event => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(async () => await (await caches.open(KEPT)).match(PAGE) ?? Response.error()));
  else if (new URL(request.url).pathname.endsWith("/js/offline-page.js")) event.respondWith(caches.open(KEPT).then(async kept => await kept.match(request) ?? fetch(request)));
});

self.addEventListener("push", event => {
  let told;
  try { told = event.data.json(); } catch { return; }
  event.waitUntil(self.registration.showNotification(told.title ?? "Meridian 子午", {
    body: told.body, tag: told.tag, lang: told.lang, timestamp: told.at, requireInteraction: told.critical, renotify: false, icon: `/a/${VERSION}/icon.png`, data: { url: told.url },
  }));
});

self.addEventListener("notificationclick", event => {
  event.notification.close();
  event.waitUntil(open(new URL(event.notification.data.url, self.location).href));
});

async function open(address) {
  for (const client of await self.clients.matchAll({ type: "window", includeUncontrolled: true })) {
    try {
      await client.focus();
      return await client.navigate(address);
    } catch { /* a tab that is not ours to steer: the next one, or a new one */ }
  }
  return self.clients.openWindow(address);
}

// The browser made itself a new address: the house must know it, or nothing arrives any more.
self.addEventListener("pushsubscriptionchange", event => event.waitUntil((async () => {
  const old = event.oldSubscription;
  const fresh = event.newSubscription ?? (old && await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: old.options.applicationServerKey }));
  if (old) await fetch("/push/removal", { method: "POST", body: new URLSearchParams({ endpoint: old.endpoint }) });
  if (!fresh) return;
  const { endpoint, keys } = fresh.toJSON();
  await fetch("/push", { method: "POST", body: new URLSearchParams({ endpoint, p256dh: keys.p256dh, auth: keys.auth }) });
})()));
