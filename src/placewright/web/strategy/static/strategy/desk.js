// The ledger desk: ticks all that is to be signed off at once.
(() => {
  "use strict";
  const button = document.querySelector("[data-tick-unseen]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    document.querySelectorAll("input[data-unseen]").forEach((box) => {
      box.checked = true;
    });
  });
})();
