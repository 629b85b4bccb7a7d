/* Keeps one page with its looks, and shows it where another page cannot be fetched. Nothing else is ever kept. */
"use strict";
const NAME = "offline-page-" + TOLD.version;

/* Asked for by version, so that no cache on the way gives an older one; kept under the plain address. */
async function keep(address) {
  const answer = await fetch(address + "?" + TOLD.version, { cache: "reload", credentials: "omit" });
  if (!answer.ok || answer.redirected) throw new Error(address + " cannot be kept");
  await (await caches.open(NAME)).put(address, answer);
}

/* As 503, so that nothing that remembers pages takes it for the one that was asked for. */
async function offline() {
  const kept = await (await caches.open(NAME)).match(TOLD.page);
  return kept ? new Response(kept.body, { status: 503, statusText: "No connection", headers: kept.headers }) : Response.error();
}

async function kept(request) {
  return (await (await caches.open(NAME)).match(new URL(request.url).pathname)) || fetch(request);
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(Promise.all(TOLD.keep.map(keep)));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith("offline-page-") && name !== NAME).map((name) => caches.delete(name))
  )));
});

self.addEventListener("fetch", (event) => {
  const request = event.request, place = new URL(request.url);
  if (request.method !== "GET" || place.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (request.destination !== "document" || TOLD.alone.some((start) => place.pathname.startsWith(start))) return;
    event.respondWith(fetch(request).catch(offline));
  } else if (TOLD.keep.includes(place.pathname)) {
    event.respondWith(kept(request));
  }
});
