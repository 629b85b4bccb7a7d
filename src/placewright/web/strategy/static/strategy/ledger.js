// The ledger beside the form: asks what it says of what is written, marks the text, and puts in what is picked.
(() => {
  "use strict";
  const WAIT = 300;

  function textField(form) {
    return form.querySelector("textarea[name=text]");
  }

  // --- marks in the text: a layer behind the text area with the same words, of which only the marks are seen
  function layer(field) {
    if (field.dataset.layered) return field.previousElementSibling;
    field.dataset.layered = "yes";
    const holder = document.createElement("div");
    holder.className = "pw-marked-field";
    field.before(holder);
    const behind = document.createElement("div");
    behind.className = "pw-marks";
    behind.setAttribute("aria-hidden", "true");
    holder.append(behind, field);
    const follow = () => {
      behind.scrollTop = field.scrollTop;
      behind.scrollLeft = field.scrollLeft;
    };
    field.addEventListener("scroll", follow);
    field.addEventListener("input", () => behind.replaceChildren());
    return behind;
  }
  function markText(field, marks) {
    if (!field) return;
    const behind = layer(field);
    const pieces = [];
    let at = 0;
    for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
      if (mark.start < at) continue;
      pieces.push(document.createTextNode(field.value.slice(at, mark.start)));
      const piece = document.createElement("mark");
      piece.className = `pw-${mark.severity}`;
      piece.dataset.from = mark.start;
      piece.textContent = field.value.slice(mark.start, mark.end);
      pieces.push(piece);
      at = mark.end;
    }
    pieces.push(document.createTextNode(`${field.value.slice(at)}\n`));
    behind.replaceChildren(...(marks.length ? pieces : []));
    behind.scrollTop = field.scrollTop;
  }

  // --- the names of the form's own rows, from which tests and links choose
  function ownNames(form) {
    const figures = [...form.querySelectorAll('[data-parts][data-name="figures"] .pw-cell-name input')].map((one) => one.value);
    const nodes = [...form.querySelectorAll('input[name^="nodes-"][name$="-id"]')].map((one) => one.value);
    for (const [name, values] of [["figure", figures], ["node", nodes]]) {
      const list = form.querySelector(`datalist[data-own="${name}"]`);
      if (list) list.replaceChildren(...values.filter(Boolean).map((value) => new Option(value, value)));
    }
  }

  function start(root) {
    const form = root.closest("form");
    const answer = root.querySelector("[data-live-answer]");
    const state = root.querySelector("[data-live-state]");
    let timer = 0;
    let asked = 0;

    // Marks count letters of the text that was sent: over one that was written on meanwhile they would stand elsewhere.
    function show(sent) {
      const field = textField(form);
      const given = answer.querySelector("[data-marks]");
      if (sent === undefined || sent === field?.value) markText(field, given ? JSON.parse(given.dataset.marks) : []);
    }
    async function ask() {
      const number = (asked += 1);
      const kept = new FormData(form);
      const sent = textField(form)?.value;
      state.textContent = state.dataset.busy;
      try {
        const response = await fetch(root.dataset.liveUrl, { method: "POST", body: kept, credentials: "same-origin" });
        if (!response.ok) throw new Error(String(response.status));
        const html = await response.text();
        if (number !== asked) return;
        const held = [...answer.querySelectorAll(".pw-sign-off input")].map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]);
        const made = new DOMParser().parseFromString(html, "text/html");
        const focused = answer.contains(document.activeElement) ? document.activeElement : null;
        const inside = focused?.name || "";
        const waivers = [...answer.querySelectorAll(".pw-waiver")].map((box) => [box, box.closest("li").querySelector("[data-waive]").href]);
        answer.replaceChildren(...made.body.childNodes);
        for (const [name, value] of held) {
          const field = answer.querySelector(`[name="${name}"]`);
          if (field && field.type === "checkbox") field.checked = value;
          else if (field) field.value = value;
        }
        for (const [box, href] of waivers) offered(answer, href)?.append(box); // half written, and still asked for
        if (focused?.closest(".pw-waiver")) focused.focus();
        if (inside) answer.querySelector(`[name="${inside}"]`)?.focus();
        state.textContent = "";
        show(sent);
      } catch {
        if (number === asked) state.textContent = state.dataset.failed;
      }
    }
    function soon(event) {
      if (event.target.closest(".pw-sign-off, [data-picker], .pw-waiver")) return;
      ownNames(form);
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    }
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    root.addEventListener("click", (event) => {
      const jump = event.target.closest("[data-jump-from]");
      if (jump) {
        const field = textField(form);
        field.focus();
        field.setSelectionRange(Number(jump.dataset.jumpFrom), Number(jump.dataset.jumpTo));
        const at = Number(jump.dataset.jumpFrom);
        const word = [...layer(field).querySelectorAll("mark")].find((one) => Number(one.dataset.from) === at);
        (word || field).scrollIntoView({ block: "center" });
      }
      const waive = event.target.closest("[data-waive]");
      if (waive) {
        event.preventDefault();
        waiver(waive, { form, answer, ask });
      }
    });
    ownNames(form);
    show();
  }

  // --- a waiver written right there
  function offered(answer, href) {
    return [...answer.querySelectorAll("[data-waive]")].find((one) => one.href === href)?.closest("li");
  }
  async function waiver(link, { form, answer, ask }) {
    const url = new URL(link.href);
    const page = await (await fetch(url, { credentials: "same-origin" })).text();
    const made = new DOMParser().parseFromString(page, "text/html").querySelector("form.pw-plain-form");
    if (!made) {
      window.location = url;
      return;
    }
    const item = offered(answer, url.href); // looked for now: the ledger may have answered anew since it was pressed
    if (!item || item.querySelector(".pw-waiver")) return;
    const box = document.createElement("div");
    box.className = "pw-waiver";
    made.querySelectorAll("input:not([type=hidden]), select, textarea").forEach((field) => {
      if (["record", "rule", "what"].includes(field.name)) return;
      const label = made.querySelector(`label[for="${field.id}"]`);
      field.id = `waiver-${field.name}`;
      field.dataset.waiverField = field.name;
      field.removeAttribute("name");
      const own = document.createElement("label");
      own.htmlFor = field.id;
      own.textContent = label ? label.textContent : field.dataset.waiverField;
      box.append(own, field);
    });
    const go = document.createElement("button");
    go.type = "button";
    go.className = "button button-small";
    go.textContent = made.querySelector("button").textContent;
    const said = document.createElement("p");
    said.setAttribute("role", "alert");
    box.append(go, said);
    item.append(box);
    box.querySelector("[data-waiver-field]").focus();
    go.addEventListener("click", async () => {
      const body = new FormData();
      body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      body.append("record", url.searchParams.get("record"));
      body.append("rule", url.searchParams.get("rule"));
      body.append("what", url.searchParams.get("what") || "");
      box.querySelectorAll("[data-waiver-field]").forEach((field) => body.append(field.dataset.waiverField, field.value));
      go.disabled = true;
      const told = await fetch(url.pathname, { method: "POST", body, credentials: "same-origin", headers: { "X-Requested-With": "XMLHttpRequest" } });
      const given = await told.json();
      go.disabled = false;
      if (given.error) said.textContent = given.error;
      else {
        box.remove();
        ask();
      }
    });
  }

  // --- putting in what is picked
  function picker(root) {
    const form = root.closest("form");
    const fields = root.querySelector("[data-picker-fields]");
    const kind = root.querySelector("[data-picker-kind]");
    const words = root.querySelector("[data-picker-words]");
    const found = root.querySelector("[data-picker-found]");
    let timer = 0;
    fields.hidden = false;
    let asked = 0;
    async function look() {
      const number = (asked += 1);
      const url = `${root.dataset.pickerUrl}?${new URLSearchParams({ kind: kind.value, words: words.value })}`;
      const answer = await fetch(url, { credentials: "same-origin", headers: { "X-Requested-With": "XMLHttpRequest" } });
      const made = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (number !== asked) return; // told late: something else is looked for by now
      found.replaceChildren(...made.body.childNodes);
    }
    root.addEventListener("input", (event) => {
      event.stopPropagation();
      clearTimeout(timer);
      timer = setTimeout(look, WAIT);
    });
    root.addEventListener("change", (event) => event.stopPropagation());
    words.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    found.addEventListener("click", (event) => {
      const button = event.target.closest("[data-insert]");
      if (!button) return;
      const field = textField(form);
      const isBlock = button.dataset.insertBlock === "yes";
      const before = field.value.slice(0, field.selectionStart);
      const lead = isBlock && before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "";
      field.setRangeText(`${lead}${button.dataset.insert}${isBlock ? "\n\n" : ""}`, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    });
    look();
  }

  function all() {
    document.querySelectorAll("[data-live]").forEach(start);
    document.querySelectorAll("[data-picker]").forEach(picker);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  else all();
})();
