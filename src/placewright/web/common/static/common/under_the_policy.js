// What Wagtail's scripts need in order to work under the administration's policy for content.
(() => {
  const nonce = document.currentScript.nonce;
  const { createElement } = Document.prototype;
  const { setAttribute } = Element.prototype;

  // The editor of rich text writes style elements while one types. Those that a script makes get the page's nonce and
  // apply; a style element in text that somebody else wrote has none and does nothing.
  Document.prototype.createElement = function (name, ...more) {
    const made = createElement.call(this, name, ...more);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
  };

  // Cropping asks whether there is a touch screen by writing handlers as attributes, which never run here: it gets the
  // answer that it got from the policy, without an error on the console.
  Element.prototype.setAttribute = function (name, value) {
    if (!/^on/i.test(name)) setAttribute.call(this, name, value);
  };
})();
