// The ledger desk: says how many records are ticked, and ticks all that is to be signed off at once.
(() => {
  "use strict";
  const said = document.querySelector("[data-ticked]");
  const boxes = [...document.querySelectorAll("input[name=record]")];
  if (!said || !boxes.length) return;
  const say = () => {
    const count = boxes.filter((box) => box.checked).length;
    said.textContent = said.dataset.ticked.replace("{count}", count).replace("{all}", boxes.length);
  };
  said.hidden = false;
  say();
  boxes.forEach((box) => box.addEventListener("change", say));
  window.addEventListener("pageshow", say); // a browser that goes back keeps what was ticked

  const button = document.querySelector("[data-tick-unseen]");
  const unseen = boxes.filter((box) => "unseen" in box.dataset);
  if (!button || !unseen.length) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    unseen.forEach((box) => {
      box.checked = true;
    });
    say();
  });
})();
