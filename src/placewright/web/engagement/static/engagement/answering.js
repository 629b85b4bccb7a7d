/* Comforts for who answers with scripts on; everything works without them. */
(function () {
  "use strict";
  var every = function (selector, from) { return Array.prototype.slice.call((from || document).querySelectorAll(selector)); };

  /* Errors are what the reader comes to first. */
  var summary = document.getElementById("troubles");
  if (summary) summary.focus();

  every("textarea[data-longest]").forEach(function (box) {
    var line = document.getElementById(box.id + "-left");
    var longest = Number(box.getAttribute("data-longest"));
    if (!line || !longest) return;
    var timer = 0;
    var say = function () {
      var left = longest - box.value.trim().length;
      var words = line.getAttribute(left < 0 ? "data-over" : "data-left");
      line.textContent = words.replace("{n}", Math.abs(left).toLocaleString("en-GB"));
      line.classList.toggle("q-error", left < 0);
    };
    box.addEventListener("input", function () { window.clearTimeout(timer); timer = window.setTimeout(say, 150); });
    if (box.value) say();
  });

  /* A map beside a list of areas: what is chosen on one is chosen on the other; the list is what is sent. */
  every(".area-map[data-list]").forEach(function (map) {
    var list = document.getElementById(map.getAttribute("data-list"));
    var areas = every("[data-area]", map), said = map.querySelector(".area-map-said");
    if (!list || !areas.length) return;
    var name = function (area) { return area.getAttribute("aria-label"); };
    var say = function (words) { said.textContent = words; };
    var chosen = function () { return areas.filter(function (area) { return area.getAttribute("data-area") === list.value; })[0]; };
    var show = function () {
      var now = chosen();
      areas.forEach(function (area) {
        area.setAttribute("aria-checked", String(area === now));
        area.setAttribute("tabindex", area === (now || areas[0]) ? "0" : "-1");
      });
      var option = list.selectedIndex > 0 ? list.options[list.selectedIndex].textContent : "";
      say(option ? said.getAttribute("data-chosen").replace("{name}", option) : said.getAttribute("data-none"));
    };
    var choose = function (area) {
      list.value = area.getAttribute("data-area");
      list.dispatchEvent(new Event("change", { bubbles: true }));
      area.focus();
    };
    var keys = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    areas.forEach(function (area, at) {
      area.addEventListener("click", function () { choose(area); });
      area.addEventListener("mouseenter", function () { say(name(area)); });
      area.addEventListener("mouseleave", show);
      area.addEventListener("keydown", function (event) {
        if (event.ctrlKey || event.altKey || event.metaKey) return;
        var to = event.key in keys ? areas[(at + keys[event.key] + areas.length) % areas.length]
          : event.key === "Home" ? areas[0] : event.key === "End" ? areas[areas.length - 1]
          : event.key === " " ? area : null;
        if (!to) return;
        event.preventDefault();
        choose(to);
      });
    });
    list.addEventListener("change", show);
    window.addEventListener("pageshow", show);
    show();
    map.hidden = false;
  });

  /* The small sum against machines; where it cannot be done, a person looks at the answers instead. */
  every("input[data-challenge]").forEach(function (field) {
    var given = JSON.parse(field.getAttribute("data-challenge"));
    var worker;
    try { worker = new Worker(field.getAttribute("data-worker")); } catch (error) { return; }
    var form = field.form, waiting = null, ended = false;
    var end = function () {
      ended = true;
      if (waiting) { var button = waiting; waiting = null; button.click(); }
    };
    worker.onmessage = function (event) {
      if (event.data >= 0) {
        field.value = btoa(JSON.stringify({
          algorithm: given.algorithm, challenge: given.challenge, number: event.data, salt: given.salt, signature: given.signature
        }));
      }
      end();
    };
    worker.onerror = end;
    worker.postMessage(given);
    window.setTimeout(end, 20000);
    form.addEventListener("submit", function (event) {
      var button = event.submitter;
      if (ended || !button || ["send", "on"].indexOf(button.value) < 0) return;
      event.preventDefault();
      waiting = button;
      button.setAttribute("aria-busy", "true");
    });
  });

  /* On a shared tablet the last page makes room for the next person by itself. */
  every("form[data-next-after]").forEach(function (form) {
    window.setTimeout(function () { form.requestSubmit(); }, Number(form.getAttribute("data-next-after")) * 1000);
  });

  /* On a shared tablet that nobody touches: ask, and forget what was answered where no answer comes. */
  var still = document.getElementById("still");
  if (still && still.showModal) {
    var asked = 0, cleared = 0;
    var watch = function () {
      window.clearTimeout(asked);
      if (!still.isConnected) return; /* the page was cleared while there was no connection */
      asked = window.setTimeout(function () {
        still.showModal();
        cleared = window.setTimeout(function () { still.querySelector("form").requestSubmit(); }, Number(still.getAttribute("data-cleared-after")) * 1000);
      }, Number(still.getAttribute("data-asked-after")) * 1000);
    };
    var stay = function () { window.clearTimeout(cleared); watch(); };
    /* At once: that the window has closed is told later, and what was answered must not be cleared in between. */
    still.querySelector("[data-stay]").addEventListener("click", function () { stay(); still.close(); });
    /* Told late, of a window that may have opened again since: the count-down of the one that is open goes on. That it is
       being closed by the key for it is told at once. */
    still.addEventListener("cancel", stay);
    still.addEventListener("close", function () { if (!still.open) stay(); });
    ["pointerdown", "keydown", "input", "scroll"].forEach(function (kind) {
      document.addEventListener(kind, function () { if (!still.open) watch(); }, { passive: true });
    });
    watch();
  }
})();
