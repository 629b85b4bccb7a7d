// Rows of nested parts: add, remove, reorder, and the same as text; without this script the text alone is there.
(() => {
  "use strict";
  let next = 0;

  function ready(root) {
    if (root.dataset.ready) return;
    root.dataset.ready = "yes";
    const mode = root.querySelector("[data-parts-mode]");
    const rows = root.querySelector("[data-parts-rows]");
    const text = root.querySelector("[data-parts-text]");
    const list = root.querySelector("[data-parts-list]");
    const blank = root.querySelector("[data-parts-blank]");
    const said = root.querySelector("[data-parts-said]");
    const add = root.querySelector("[data-parts-add]");
    const isOne = root.dataset.one === "yes";
    let edits = 0;
    let isConverting = false;

    function show(wanted) {
      mode.value = wanted;
      rows.hidden = wanted !== "rows";
      text.hidden = wanted === "rows";
      root.querySelector("[data-parts-text-tools]").hidden = false;
    }
    function changed() {
      add.hidden = isOne && list.children.length > 0;
      root.dispatchEvent(new Event("input", { bubbles: true }));
      root.dispatchEvent(new Event("change", { bubbles: true }));
    }
    function place(row, before, button) {
      list.insertBefore(row, before);
      button.focus();
      said.textContent = `${said.dataset.moved} ${[...list.children].indexOf(row) + 1}`;
      changed();
    }
    // What the rows are as text, or the text as rows; null where the site gives no answer.
    async function asked(wanted) {
      const form = root.closest("form");
      const body = new FormData();
      for (const [key, value] of new FormData(form)) {
        if (key.startsWith(`${root.dataset.name}-`) || key === "csrfmiddlewaretoken") body.append(key, value);
      }
      body.append("wanted", wanted);
      const url = form.querySelector("[data-convert-url]");
      if (!url) return null;
      try {
        const answer = await fetch(`${url.dataset.convertUrl}${root.dataset.name}/`, { method: "POST", body, credentials: "same-origin" });
        return await answer.json();
      } catch (error) {
        return { error: said.dataset.failed };
      }
    }
    async function convert(wanted) {
      if (isConverting) return;
      isConverting = true;
      let given, before;
      do { // asked again where somebody wrote on meanwhile: the answer would take its place
        before = edits;
        given = await asked(wanted);
      } while (given && !given.error && edits !== before);
      isConverting = false;
      if (!given) return;
      if (given.error) {
        said.textContent = given.error;
        return;
      }
      said.textContent = "";
      if (wanted === "text") {
        text.querySelector("textarea").value = given.text;
      } else {
        const made = new DOMParser().parseFromString(given.html, "text/html");
        list.replaceChildren(...made.querySelector("[data-parts-list]").children);
        add.hidden = isOne && list.children.length > 0;
      }
      show(wanted);
      (wanted === "text" ? text.querySelector("textarea") : add).focus();
    }

    root.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const row = button.closest("[data-parts-row]");
      if (button.matches("[data-parts-add]")) {
        const token = `new${Date.now().toString(36)}${(next += 1)}`;
        const holder = document.createElement("template");
        holder.innerHTML = blank.innerHTML.replaceAll("__row__", token);
        list.append(holder.content);
        said.textContent = said.dataset.added;
        const field = list.lastElementChild.querySelector("input:not([type=hidden]), select, textarea");
        if (field) field.focus();
        changed();
      } else if (button.matches("[data-parts-remove]")) {
        const near = row.nextElementSibling || row.previousElementSibling;
        row.remove();
        said.textContent = said.dataset.removed;
        (near ? near.querySelector("[data-parts-remove]") : add).focus();
        changed();
      } else if (button.matches("[data-parts-up]") && row.previousElementSibling) {
        place(row, row.previousElementSibling, button);
      } else if (button.matches("[data-parts-down]") && row.nextElementSibling) {
        place(row, row.nextElementSibling.nextElementSibling, button);
      } else if (button.matches("[data-parts-to-text]")) {
        convert("text");
      } else if (button.matches("[data-parts-to-rows]")) {
        convert("rows");
      }
    });
    root.addEventListener("input", () => { edits += 1; });
    list.addEventListener("keydown", (event) => {
      if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
      const row = event.target.closest("[data-parts-row]");
      const button = row && row.querySelector(event.key === "ArrowUp" ? "[data-parts-up]" : "[data-parts-down]");
      if (button) {
        event.preventDefault();
        button.click();
      }
    });
    show(mode.dataset.wanted === "text" ? "text" : "rows");
    add.hidden = isOne && list.children.length > 0;
  }

  function all() {
    document.querySelectorAll("[data-parts]").forEach(ready);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  else all();
})();
