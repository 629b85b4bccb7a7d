/* Shows what needs passkeys where the browser has them, and says so when one did not work. */
(function () {
  if (window.PublicKeyCredential) {
    document.querySelectorAll("[data-passkey]").forEach(function (part) { part.hidden = false; });
    document.querySelectorAll("[data-no-passkey]").forEach(function (part) { part.hidden = true; });
  }
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    document.querySelectorAll("[data-passkey-trouble]").forEach(function (part) { part.hidden = false; });
  });
})();
