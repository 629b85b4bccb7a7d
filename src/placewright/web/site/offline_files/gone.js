/* The page for when there is no connection is switched off: what was kept is deleted, and this worker with it. */
"use strict";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("offline-page-")).map((name) => caches.delete(name))))
    .then(() => self.registration.unregister()));
});
