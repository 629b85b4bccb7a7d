/* Makes the explorer's form quicker to fill: a filter of indicators, places offered while typing, buttons that copy. */
(function () {
  "use strict";

  function narrowing() {
    var ask = document.querySelector("[data-narrowed]");
    if (!ask) return;
    var select = ask.querySelector("select"), line = ask.querySelector(".narrow-find"), words = line.querySelector("input");
    var said = ask.querySelector("[role=status]");
    var every = Array.prototype.slice.call(select.querySelectorAll("option")).map(function (option) {
      return { option: option, group: option.parentNode, text: (option.textContent + " " + option.value).toLowerCase() };
    });
    var groups = Array.prototype.slice.call(select.querySelectorAll("optgroup"));
    line.hidden = false;
    words.addEventListener("input", function () {
      var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean), chosen = select.value, count = 0, first = null;
      every.forEach(function (item) {
        var fits = wanted.every(function (word) { return item.text.indexOf(word) >= 0; });
        if (fits) { item.group.appendChild(item.option); count += 1; first = first || item.option; } else item.option.remove();
      });
      groups.forEach(function (group) { if (group.children.length) select.appendChild(group); else group.remove(); });
      if (wanted.length) {
        select.size = Math.max(2, Math.min(8, count + 1));
        said.textContent = count === 1 ? "1 indicator" : count + " indicators";
        if (first && !every.some(function (item) { return item.option.value === chosen && item.option.parentNode; })) first.selected = true;
      } else {
        select.removeAttribute("size");
        said.textContent = "";
      }
    });
    words.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown") { event.preventDefault(); select.focus(); }
    });
  }

  function offering() {
    var form = document.querySelector("form[data-places]");
    var input = form && form.querySelector("[name=add]");
    if (!input) return;
    var list = document.getElementById(input.getAttribute("list")), waiting = 0, asked = "";
    input.addEventListener("input", function () {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(function () {
        var typed = input.value.trim();
        if (typed.length < 2 || typed === asked) return;
        asked = typed;
        fetch(form.dataset.places + "?q=" + encodeURIComponent(typed)).then(function (answer) { return answer.json(); }).then(function (found) {
          if (typed !== asked) return; /* told late: something else is typed by now */
          list.textContent = "";
          found.places.forEach(function (place) {
            var option = document.createElement("option");
            option.value = place.code;
            option.label = place.name + ", " + place.level;
            option.textContent = option.label;
            list.appendChild(option);
          });
        }).catch(function () { /* the name can be written in full */ });
      }, 180);
    });
  }

  function copying() {
    var said = document.querySelector("[data-copied]");
    if (!navigator.clipboard || !said) return;
    Array.prototype.slice.call(document.querySelectorAll("[data-copy]")).forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value).then(function () {
          said.textContent = said.dataset.copied;
        });
      });
    });
  }

  narrowing();
  offering();
  copying();
})();
