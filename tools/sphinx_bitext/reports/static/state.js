// The address is the state: #/view?key=value. Reading, writing, and telling the views.
(function () {
  "use strict";
  const BT = window.BT;

  BT.readState = function () {
    const hash = location.hash.replace(/^#\/?/, "");
    const cut = hash.indexOf("?");
    const view = cut < 0 ? hash : hash.slice(0, cut);
    return { view: view || "overview", query: new URLSearchParams(cut < 0 ? "" : hash.slice(cut + 1)) };
  };

  // {view, values} -> "#/view?..."; values that are null or "" are left out, except an empty locale, which is one.
  BT.stateHash = function (view, values) {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(values)) {
      if (value !== null && value !== undefined && (value !== "" || key === "locale")) query.set(key, value);
    }
    const text = query.toString().replace(/%2F/g, "/").replace(/\+/g, "%20");
    return `#/${view}${text ? "?" + text : ""}`;
  };

  // Change the address without a step in the history: for typing and moving.
  BT.replaceState = (hash) => history.replaceState(null, "", hash);

  BT.absolute = (hash) => location.href.split("#")[0] + hash;

  // Where a unit can be found for good: by article and number, by its place in the article where it has no number.
  BT.rowHash = (row) =>
    BT.stateHash("articles", {
      locale: row.locale.tag,
      doc: row.article.name,
      ...(row.unit ? { unit: row.unit } : { row: String(row.at + 1) }),
    });
})();
