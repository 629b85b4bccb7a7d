
/* Has the browser keep a page of this site for when it has no connection; comfort, so a refusal is none of the reader's business. */
if ("serviceWorker" in navigator && window.isSecureContext && window.top === window) {
  window.addEventListener("load", function () {
    navigator.serviceWorker.register(WORKER, { updateViaCache: "all" }).catch(function () { /* private windows refuse */ });
  });
}
