/* Looks whether the site can be reached before a page of answers is left for it, and says so where it cannot. */
(function () {
  "use strict";
  var box = document.getElementById("unsent");
  var submit = HTMLFormElement.prototype.requestSubmit; /* a question may be called like a part of its form */
  if (!box || !submit) return;
  var looking = null, passed = null, isUnsent = false, isChanged = false, isCleared = false, returns = 0;

  /* Asked of the site itself, since a browser that says "offline" may still reach it. Any answer will do; a network that leads elsewhere to sign in first gives none that this page may read. */
  function reachable() {
    var stop = new AbortController(), timer = window.setTimeout(function () { stop.abort(); }, 10000), before = returns;
    return fetch("/assets/mark.svg", { method: "HEAD", cache: "no-store", credentials: "omit", signal: stop.signal })
      .then(function () { return true; }, function () { return false; })
      .then(function (is) {
        window.clearTimeout(timer);
        return is || returns === before ? is : reachable(); /* told late: the connection has come back since it was asked */
      });
  }

  function every(selector, then) { Array.prototype.forEach.call(document.querySelectorAll(selector), then); }

  function clears(form, button) {
    return form.hasAttribute("data-clears") || Boolean(button && button.hasAttribute("data-clears"));
  }

  function say(kind, form) {
    var go = form && form.querySelector(".say-go");
    if (go) go.parentNode.insertBefore(box, go);
    box.hidden = false;
    box.textContent = box.getAttribute("data-" + kind);
    box.classList.toggle("say-unsent-back", kind === "back");
  }

  function kindOf(form) {
    if (!form || !form.hasAttribute("data-answers")) return "nothing";
    return form.querySelector("input[type=file]") ? "files" : "answers";
  }

  /* A tablet is handed on: what was answered goes from the screen at once, and the request as soon as it can. */
  function clear(form, button) {
    var fresh = document.createElement("form"), page = box.parentNode;
    fresh.method = "post";
    fresh.action = (button && button.getAttribute("formaction")) || form.getAttribute("action") || window.location.href;
    [form.querySelector("[name=csrfmiddlewaretoken]"), button].forEach(function (field) {
      if (!field || !field.name) return;
      var hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = field.name;
      hidden.value = field.value;
      fresh.appendChild(hidden);
    });
    page.textContent = "";
    page.appendChild(box);
    page.appendChild(fresh);
    isUnsent = isChanged = false;
    isCleared = true;
    say("cleared");
    box.focus();
    var isGone = false, again = function () {
      reachable().then(function (is) { if (is && !isGone) { isGone = true; fresh.submit(); } });
    };
    window.addEventListener("online", again);
    window.setInterval(again, 10000);
  }

  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
    if (passed === form) { passed = null; isUnsent = isChanged = false; return; }
    event.preventDefault();
    if (looking && !clears(form, button)) return;
    var isLooking = looking !== null;
    looking = { form: form, button: button }; /* who stops and forgets while it is looked for the site is heard */
    if (button) button.setAttribute("aria-busy", "true");
    if (isLooking) return;
    reachable().then(function (is) {
      form = looking.form;
      button = looking.button;
      looking = null;
      if (!is) every("[aria-busy]", function (one) { one.removeAttribute("aria-busy"); });
      if (is) { passed = form; submit.call(form, button || undefined); return; }
      if (clears(form, button)) { clear(form, button); return; }
      isUnsent = true;
      say(kindOf(form), form);
      box.focus();
    });
  });

  /* A page that the browser kept while another was looked at is no longer on its way. */
  window.addEventListener("pageshow", function () {
    every("[aria-busy]", function (one) { one.removeAttribute("aria-busy"); });
  });
  document.addEventListener("input", function () { isChanged = true; });
  window.addEventListener("offline", function () {
    var form = document.querySelector("form[data-answers]");
    reachable().then(function (is) {
      if (is || isCleared) return;
      isUnsent = true;
      if (form) say(kindOf(form), form);
    });
  });
  window.addEventListener("online", function () {
    returns += 1;
    if (!isCleared && !box.hidden) say("back");
    isUnsent = false;
  });

  /* A link would lead away from answers that are nowhere else: the browser asks first. */
  window.addEventListener("beforeunload", function (event) { if (isUnsent && isChanged) event.preventDefault(); });
})();
