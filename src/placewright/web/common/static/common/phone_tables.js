// On a phone the rows of the team's tables become cards: each cell takes the head of its column with it, and roles say
// to a screen reader what the style takes away. Tables of Wagtail's own lists, whose heads name no scope, stay as they are.
"use strict";
(() => {
  const ROLES = [["thead, tbody", "rowgroup"], ["tr", "row"], ["thead th", "columnheader"], ["tbody th", "rowheader"], ["td", "cell"]];
  const label = (table) => {
    const heads = [...table.querySelectorAll("thead tr:last-child > *")];
    if (!heads.every((head) => head.colSpan === 1) || !heads.some((head) => head.getAttribute("scope") === "col")) return;
    table.setAttribute("role", "table");
    for (const [which, role] of ROLES) for (const part of table.querySelectorAll(which)) part.setAttribute("role", role);
    if (table.classList.contains("pw-desk-table")) return; // its cells have their heads from the page
    table.classList.add("pw-phone");
    for (const row of table.tBodies[0]?.rows ?? []) {
      if ([...row.cells].some((cell) => cell.colSpan > 1)) continue;
      [...row.cells].forEach((cell, at) => {
        const words = heads[at]?.textContent.trim();
        if (words && cell.tagName === "TD" && (cell.textContent.trim() || table.classList.contains("pw-lines"))) cell.dataset.head = words;
      });
    }
  };
  const all = () => document.querySelectorAll("table.listing, table.pw-lines").forEach(label);
  document.addEventListener("DOMContentLoaded", all);
  document.addEventListener("htmx:afterSwap", all);
})();
