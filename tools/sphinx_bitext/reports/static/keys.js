// Keys: j k Enter c / ? Esc, in the list and in the article. Never while something is typed, never with a modifier.
(function () {
  "use strict";
  const BT = window.BT;
  const view = () => ({ segments: BT.segments, articles: BT.articles })[BT.readState().view];

  const ACTIONS = {
    j: () => view() && view().move(1),
    k: () => view() && view().move(-1),
    Enter: (event) => openCurrent(event),
    c: () => copyCurrent(),
    "/": () => find(),
    "?": () => BT.byId("help").showModal(),
    Escape: () => back(),
  };

  function openCurrent(event) {
    if (BT.readState().view !== "segments" || event.target.closest("a, button, summary")) return false;
    const row = BT.segments.current();
    if (row) location.hash = BT.rowHash(row);
    return Boolean(row);
  }

  function copyCurrent() {
    const row = view() && view().current();
    if (row) BT.copy(BT.absolute(BT.rowHash(row)), "Link");
  }

  function find() {
    const field = view() && view().find();
    if (field) field.focus();
    else location.hash = "#/segments?flagged=1";
  }

  function back() {
    if (BT.readState().view === "articles" && BT.articles.isArticle()) location.hash = BT.segments.hash();
  }

  BT.startKeys = function () {
    BT.byId("help-button").hidden = false;
    BT.byId("help-button").addEventListener("click", () => BT.byId("help").showModal());
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || BT.byId("help").open) return;
      if (event.target.closest("input:not([type=checkbox]), select, textarea")) {
        if (event.key === "Escape") event.target.blur();
        return;
      }
      const action = Object.hasOwn(ACTIONS, event.key) ? ACTIONS[event.key] : null;
      if (action && action(event) !== false) event.preventDefault();
    });
  };
})();
