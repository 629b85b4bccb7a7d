/* Applies the reader's chosen theme before the page is drawn. */
(function () {
  try {
    var chosen = localStorage.getItem("placewright-theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  } catch (error) { /* storage may be closed to pages opened from a disk */ }
  document.documentElement.classList.add("js");
})();
