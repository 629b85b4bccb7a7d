// Names for the fields that Wagtail's scripts make, which it leaves without: where one types tags, or a text with marks,
// and where files are chosen to be uploaded.
(() => {
  const named = (field) => field.hasAttribute("aria-label") || field.hasAttribute("aria-labelledby");

  // The label of the field that a script has put another in the place of, or the heading that it stands below.
  const labelOf = (made) => {
    const given = made.closest(".w-field")?.querySelector("input[id], textarea[id]");
    const label = given && document.querySelector(`label[for="${CSS.escape(given.id)}"]`);
    const below = made.closest("[aria-labelledby]")?.getAttribute("aria-labelledby");
    return label || (below && document.getElementById(below.split(" ")[0]));
  };

  const name = () => {
    for (const field of document.querySelectorAll(".tagit-new input, .public-DraftEditor-content[role=textbox]")) {
      const label = named(field) ? null : labelOf(field);
      if (label) field.setAttribute("aria-label", label.textContent.trim().split("\n")[0].replace("*", "").trim());
    }
    const upload = document.getElementById("fileupload");
    const asked = upload && !named(upload) && upload.closest(".replace-file-input, form");
    if (asked) upload.setAttribute("aria-label", asked.textContent.trim().split(/\s*\n\s*/)[0]);
  };

  let waiting = false;
  const later = () => {
    if (!waiting) requestAnimationFrame(() => ((waiting = false), name()));
    waiting = true;
  };
  document.addEventListener("DOMContentLoaded", () => {
    name();
    new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
  });
})();
