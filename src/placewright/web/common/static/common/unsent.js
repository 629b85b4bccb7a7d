// What was written into a form of the team's pages and not sent is asked about before the page is left: by a link, by
// going back, or by sending another form of the page. Forms that Wagtail watches by itself are left to it.
"use strict";
(() => {
  const forms = () => [...document.querySelectorAll('main form[method="post" i]')].filter((one) => !(one.dataset.controller || "").includes("w-unsaved"));
  const held = (form) =>
    JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? [value.name, value.size] : value]));
  const refused = () => (performance.getEntriesByType("navigation")[0]?.responseStatus ?? 200) === 422;

  const before = new WeakMap();
  const touched = new Set();
  let sent = null;
  const touch = ({ target }) => {
    if (!target.form) return;
    touched.add(target.form);
    if (sent === target.form) sent = null;
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const form of forms()) {
      before.set(form, held(form));
      if (refused() && form.querySelector(".error-message")) touched.add(form), before.set(form, "");
    }
  });
  document.addEventListener("input", touch);
  document.addEventListener("change", touch);
  window.addEventListener("submit", (event) => (sent = event.defaultPrevented ? sent : event.target));
  window.addEventListener("beforeunload", (event) => {
    if (forms().some((one) => one !== sent && touched.has(one) && before.has(one) && held(one) !== before.get(one))) event.preventDefault();
  });
})();
