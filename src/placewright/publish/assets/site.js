/* Enhances pages that already work: theme, sortable tables, the filter of indicators, maps, and live charts. */
(function () {
  "use strict";

  var PHONE = "screen and (max-width: 40rem)", A_SCREENFUL = 25;
  var every = function (selector, from) { return Array.prototype.slice.call((from || document).querySelectorAll(selector)); };

  function themeToggle() {
    var button = document.querySelector("[data-theme-toggle]");
    if (!button) return;
    var system = window.matchMedia("(prefers-color-scheme: dark)");
    var isDark = function () {
      var chosen = document.documentElement.dataset.theme;
      return chosen ? chosen === "dark" : system.matches;
    };
    var show = function () {
      button.textContent = isDark() ? button.dataset.light : button.dataset.dark;
      button.setAttribute("aria-label", isDark() ? button.dataset.toLight : button.dataset.toDark);
    };
    button.hidden = false;
    show();
    button.addEventListener("click", function () {
      var next = isDark() ? "light" : "dark";
      document.documentElement.dataset.theme = next;
      try { localStorage.setItem("placewright-theme", next); } catch (error) { /* kept for this page only */ }
      show();
    });
    if (system.addEventListener) system.addEventListener("change", show);
  }

  function sortableTables() {
    every("table[data-sortable]").forEach(function (table) {
      var heads = every("thead th", table);
      heads.forEach(function (head, column) {
        if (head.hasAttribute("data-fixed") || !head.textContent.trim()) return;
        var button = document.createElement("button");
        button.type = "button";
        while (head.firstChild) button.appendChild(head.firstChild);
        head.appendChild(button);
        button.addEventListener("click", function () {
          var was = head.getAttribute("aria-sort");
          var numeric = head.classList.contains("number") || head.classList.contains("bar");
          var next = was ? (was === "ascending" ? "descending" : "ascending") : numeric ? "descending" : "ascending";
          heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
          head.setAttribute("aria-sort", next);
          sortRows(table.tBodies[0], column, next === "ascending" ? 1 : -1);
        });
      });
    });
  }

  function sortRows(body, column, direction) {
    var key = function (row) {
      var cell = row.cells[column];
      var given = cell.getAttribute("data-sort");
      if (given === null) return null;
      var value = Number(given);
      return given !== "" && !isNaN(value) ? value : given.toLowerCase();
    };
    every("tr", body)
      .map(function (row, index) { return { row: row, key: key(row), index: index }; })
      .sort(function (a, b) {
        if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.index - b.index;
        if (a.key === b.key) return a.index - b.index;
        return (a.key < b.key ? -1 : 1) * direction;
      })
      .forEach(function (item) { body.appendChild(item.row); });
  }

  function indicatorFilter() {
    every("form[data-filter]").forEach(function (form) {
      var list = document.getElementById(form.getAttribute("data-filter"));
      var words = form.querySelector("input"), foundation = form.querySelector("select");
      var count = form.querySelector("[data-filter-count]");
      var apply = function () {
        var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
        every("section[data-foundation]", list).forEach(function (section) {
          var here = 0, open = !foundation.value || foundation.value === section.dataset.foundation;
          every("li[data-words]", section).forEach(function (item) {
            var text = item.getAttribute("data-words");
            var fits = open && wanted.every(function (word) { return text.indexOf(word) >= 0; });
            item.hidden = !fits;
            if (fits) here += 1;
          });
          section.hidden = here === 0;
          shown += here;
        });
        count.textContent = shown === 1 ? "1 indicator" : shown + " indicators";
      };
      form.hidden = false;
      form.addEventListener("submit", function (event) { event.preventDefault(); });
      words.addEventListener("input", apply);
      foundation.addEventListener("change", apply);
      window.addEventListener("pageshow", apply); /* after Back the browser puts in what was chosen, and tells nobody */
      apply();
    });
  }

  /* A table of claims narrowed by words and by what its rows say of themselves; `?verdict=fails` chooses beforehand. */
  function tableFilter() {
    every("form[data-table-filter]").forEach(function (form) {
      var table = document.getElementById(form.getAttribute("data-table-filter"));
      var rows = every("tbody tr", table), selects = every("select", form);
      var words = form.querySelector("input"), count = form.querySelector("[data-filter-count]");
      var caption = table.caption.firstElementChild;
      var texts = rows.map(function (row) { return (row.id + " " + row.textContent).toLowerCase(); });
      var asked = new URLSearchParams(window.location.search);
      selects.forEach(function (select) { if (asked.has(select.name)) select.value = asked.get(select.name); });
      if (asked.has("find")) words.value = asked.get("find");
      var phone = window.matchMedia(PHONE), more = document.createElement("button"), isWhole = rows.length <= 2 * A_SCREENFUL;
      var apply = function () {
        var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
        var most = isWhole || !phone.matches || wanted.length || selects.some(function (select) { return select.value; }) ? rows.length : A_SCREENFUL;
        rows.forEach(function (row, index) {
          var fits = wanted.every(function (word) { return texts[index].indexOf(word) >= 0; }) && selects.every(function (select) {
            return !select.value || row.getAttribute("data-" + select.name).split(" ").indexOf(select.value) >= 0;
          });
          row.hidden = !fits || shown >= most;
          if (!row.hidden) shown += 1;
        });
        more.hidden = most === rows.length;
        count.textContent = (shown < rows.length ? shown + " of " : "") + rows.length + (rows.length === 1 ? " claim" : " claims");
        caption.textContent = count.textContent;
      };
      form.hidden = false;
      table.classList.add("counted"); /* the count beside the filter says it to the eye, the caption to a screen reader */
      form.addEventListener("submit", function (event) { event.preventDefault(); });
      words.addEventListener("input", apply);
      selects.forEach(function (select) { select.addEventListener("change", apply); });
      more.type = "button";
      more.className = "button plain-button";
      more.textContent = form.dataset.more;
      var whole = function () { isWhole = true; apply(); };
      more.addEventListener("click", function () { var next = rows.filter(function (row) { return row.hidden; })[0]; whole(); if (next) next.querySelector("a").focus(); });
      table.parentNode.insertBefore(more, table.nextSibling);
      if (phone.addEventListener) phone.addEventListener("change", apply);
      window.addEventListener("pageshow", apply);
      window.addEventListener("beforeprint", whole);
      if (rows.some(function (row) { return "#" + row.id === window.location.hash; })) isWhole = true;
      apply();
    });
  }

  /* On a telephone what is long and not the story is folded; a link into it, paper and a wider screen open it. */
  function folds() {
    var phone = window.matchMedia(PHONE), all = every("details.folds");
    var set = function (isOpen) { all.forEach(function (one) { one.open = isOpen; }); };
    var reveal = function () {
      var target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
      var fold = target && (target.closest("details.folds") || target.querySelector(":scope > details.folds"));
      if (fold && !fold.open) { fold.open = true; target.scrollIntoView(); }
    };
    if (phone.addEventListener) phone.addEventListener("change", function () { set(!phone.matches); });
    window.addEventListener("beforeprint", function () { set(true); });
    window.addEventListener("hashchange", reveal);
    if (phone.matches) set(false);
    reveal();
  }

  /* A number in the text opens its entry beside it; without this script it leads to the entry at the foot of the page. */
  function traces() {
    var links = every("a[data-trace]");
    if (!links.length) return;
    var box = null, opener = null;
    var close = function (back) {
      if (!box) return;
      box.remove();
      opener.setAttribute("aria-expanded", "false");
      if (back) opener.focus();
      box = opener = null;
    };
    var place = function () {
      if (getComputedStyle(box).position === "fixed") return;
      var at = opener.getBoundingClientRect(), room = document.documentElement.clientWidth, height = box.offsetHeight;
      var below = at.bottom + height + 12 < window.innerHeight || at.top < height + 12;
      box.style.left = Math.max(16, Math.min(at.left, room - box.offsetWidth - 16)) + window.scrollX + "px";
      box.style.top = (below ? at.bottom + 8 : at.top - height - 8) + window.scrollY + "px";
    };
    var open = function (link) {
      var entry = document.getElementById(link.getAttribute("data-trace"));
      if (!entry) return false;
      close(false);
      opener = link;
      box = document.createElement("div");
      box.className = "trace-pop";
      box.setAttribute("role", "dialog");
      box.setAttribute("aria-label", "Where " + link.firstChild.textContent + " comes from");
      box.tabIndex = -1;
      var button = document.createElement("button");
      button.type = "button";
      button.className = "close";
      button.textContent = "Close";
      button.addEventListener("click", function () { close(true); });
      box.appendChild(button);
      var about = entry.dataset.about && document.getElementById(entry.dataset.about);
      var parts = every(":scope > *", entry);
      if (about) parts = parts.concat([about], every(".entry-head", entry.parentNode));
      parts.forEach(function (part) {
        var copy = part.cloneNode(true);
        copy.removeAttribute("id");
        box.appendChild(copy);
      });
      document.body.appendChild(box);
      link.setAttribute("aria-expanded", "true");
      place();
      box.focus({ preventScroll: true });
      return true;
    };
    links.forEach(function (link) {
      link.setAttribute("role", "button");
      link.setAttribute("aria-expanded", "false");
      link.addEventListener("click", function (event) {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        if (opener === link) { event.preventDefault(); close(true); }
        else if (open(link)) event.preventDefault();
      });
      link.addEventListener("keydown", function (event) { if (event.key === " ") { event.preventDefault(); link.click(); } });
    });
    document.addEventListener("keydown", function (event) { if (event.key === "Escape") close(true); });
    document.addEventListener("click", function (event) {
      if (box && !box.contains(event.target) && !(event.target.closest && event.target.closest("a[data-trace]"))) close(false);
    });
    window.addEventListener("resize", function () { if (box) place(); });
  }

  function maps() {
    every(".map").forEach(function (map) {
      var readout = map.querySelector(".readout");
      var say = function (event) {
        var area = event.target.closest && event.target.closest("[data-code]");
        var title = area && area.querySelector("title");
        if (title) readout.textContent = title.textContent;
      };
      /* On the frame, not the drawing: a drawing that listens for focus becomes a stop of its own. */
      map.addEventListener("pointerover", say);
      map.addEventListener("focusin", say);
      var source = map.getAttribute("data-layers");
      if (source) chooser(map, JSON.parse(document.getElementById(source).textContent));
    });
  }

  function chooser(map, layers) {
    var select = map.querySelector("select");
    select.closest(".chooser").hidden = false;
    select.addEventListener("change", function () { showLayer(map, layers[Number(select.value)]); });
  }

  function showLayer(map, layer) {
    every("a[data-code], path[data-code]", map).forEach(function (item) {
      var now = layer.places[item.getAttribute("data-code")];
      if (!now) return;
      var shape = item.tagName === "a" ? item.querySelector("path") : item;
      var title = item.querySelector("title");
      var name = title.textContent.split(":")[0];
      shape.setAttribute("class", "area f-" + now[0]);
      title.textContent = name + ": " + now[1];
      if (item.tagName === "a") item.setAttribute("aria-label", name + ": " + now[1]);
    });
    every("text[data-code]", map).forEach(function (label) {
      var now = layer.places[label.getAttribute("data-code")];
      label.textContent = now[2];
      label.setAttribute("class", "on-" + now[0]);
    });
    map.querySelector("svg").setAttribute("aria-label", "Map. " + layer.name + ", " + layer.period);
    map.querySelector(".readout").textContent = "";
    var legend = map.querySelector(".map-legend");
    legend.textContent = "";
    layer.legend.forEach(function (entry) {
      var item = document.createElement("li"), swatch = document.createElement("span");
      swatch.className = "swatch f-" + entry[0];
      swatch.setAttribute("aria-hidden", "true");
      item.appendChild(swatch);
      item.appendChild(document.createTextNode(entry[1]));
      legend.appendChild(item);
    });
    showTable(map, layer);
  }

  function showTable(map, layer) {
    var table = document.getElementById("map-table");
    if (!table || !map.closest("section").contains(table)) return;
    table.caption.textContent = layer.name + ", " + layer.period;
    every("tbody tr", table).forEach(function (row) {
      var code = (row.querySelector("a").getAttribute("href").match(/([^/]+)\.html$/) || [])[1];
      var now = layer.places[code], cell = row.cells[1];
      cell.textContent = now ? now[1] : "not available";
      cell.setAttribute("data-sort", now && now[3] !== null ? now[3] : "");
    });
    var unit = table.querySelector("thead th:nth-child(2) .unit");
    if (unit) unit.textContent = layer.unit || "";
    sortRows(table.tBodies[0], 1, -1);
  }

  /* Colours in specifications are roles; the page's own style gives them their values, so that theme and print follow. */
  function coloured(value) {
    if (typeof value === "string") return value.charAt(0) === "@" ? "var(--" + value.slice(1) + ")" : value;
    if (Array.isArray(value)) return value.map(coloured);
    if (value && typeof value === "object") {
      var copy = {};
      Object.keys(value).forEach(function (key) { copy[key] = coloured(value[key]); });
      return copy;
    }
    return value;
  }

  function fitted(spec, width) {
    var narrow = width < 560;
    if (!spec.layer) return spec;
    var named = spec.layer.some(function (layer) { return layer.name === "end-labels"; });
    spec.layer = spec.layer.filter(function (layer) {
      return !(narrow && (layer.name === "end-labels" || (layer.name === "cell-text" && width < 460)));
    });
    spec.padding = { left: 4, top: 8, bottom: 4, right: named && !narrow ? 8 : 10 };
    if (narrow) {
      spec.config = Object.assign({}, spec.config);
      spec.config.axis = Object.assign({}, spec.config.axis, { labelFontSize: 12, tickCount: 4, labelLimit: Math.round(width * 0.36) });
      spec.layer.forEach(function (layer) {
        var encoding = layer.encoding || {};
        ["x", "y"].forEach(function (channel) {
          var axis = encoding[channel] && encoding[channel].axis;
          if (!axis) return;
          if (axis.labelLimit) axis.labelLimit = Math.round(width * 0.36);
          if (channel === "x" && axis.tickCount) axis.tickCount = 4;
        });
      });
    }
    return spec;
  }

  function drawChart(box) {
    var given = JSON.parse(document.getElementById(box.getAttribute("data-chart")).textContent);
    var target = document.createElement("div");
    target.className = "drawn";
    box.appendChild(target);
    var spec = fitted(coloured(given.spec), box.clientWidth);
    return window.placewrightCharts.embed(target, spec, {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      ast: true,
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
      formatLocale: { decimal: ".", thousands: ",", grouping: [3], currency: ["£", ""], minus: "−" }
    }).then(function (drawn) {
      offerPicture(box, drawn.view, given.label);
      every("picture, img, .no-script, .still", box).forEach(function (fallback) { fallback.remove(); });
      target.setAttribute("role", "img");
      target.setAttribute("aria-label", given.label + ". Its figures are in the words and the table beside it.");
      var svg = target.querySelector("svg");
      if (svg) { svg.setAttribute("aria-hidden", "true"); svg.removeAttribute("aria-label"); svg.removeAttribute("aria-roledescription"); svg.removeAttribute("role"); }
      box.classList.add("live");
    }).catch(function () { target.remove(); });
  }

  /* A PNG of the chart as it stands, made when it is asked for: it needs no file, and so no server. */
  function offerPicture(box, view, label) {
    var figure = box.closest("figure");
    var line = figure && figure.querySelector(".source");
    if (!line) return;
    var button = document.createElement("button");
    var hidden = document.createElement("span");
    button.type = "button";
    button.className = "as-link";
    button.textContent = "PNG";
    hidden.className = "hidden";
    hidden.textContent = " of " + label;
    button.appendChild(hidden);
    button.addEventListener("click", function () {
      view.background(getComputedStyle(figure).backgroundColor).toImageURL("png", 2).then(function (address) {
        var link = document.createElement("a");
        link.href = address;
        link.download = (figure.id || "chart") + ".png";
        link.click();
      });
    });
    line.appendChild(document.createTextNode(line.querySelector("a") ? " " : "Download: "));
    line.appendChild(button);
  }

  function charts() {
    var boxes = every("[data-chart]");
    if (!boxes.length || !window.placewrightCharts) return;
    /* Those in sight first, then the rest one after another, so that the page answers meanwhile. */
    var height = window.innerHeight;
    var inSight = function (box) { var at = box.getBoundingClientRect(); return at.top < height && at.bottom > 0; };
    var waiting = boxes.filter(inSight).concat(boxes.filter(function (box) { return !inSight(box); }));
    var next = function () {
      var box = waiting.shift();
      if (box) drawChart(box).then(function () { window.setTimeout(next, 0); });
    };
    next();
  }

  themeToggle();
  folds();
  sortableTables();
  indicatorFilter();
  tableFilter();
  traces();
  maps();
  charts();
})();
