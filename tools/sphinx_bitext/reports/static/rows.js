// How a segment looks: the same in the list and in the article.
(function () {
  "use strict";
  const BT = window.BT;
  const el = BT.el;

  BT.severityBadge = (rank) => {
    const name = BT.index.severities[rank];
    return el("span", { class: `sev ${name}` }, name);
  };

  BT.typeBadge = (type) =>
    type
      ? el("span", { class: `badge ${type}` }, el("abbr", { title: type === "HT" ? "human translation" : "machine translation" }, type))
      : el("span", { class: "badge" }, "type not said");

  // One finding: code and message always; what it is about, where that is no part of the row, and the place behind them.
  BT.findingNode = function (finding, row, full) {
    const certainty = BT.index.certainties[finding.certainty];
    const about = full && [["English", finding.source, finding.sourceMarks, row.source, BT.ENGLISH], ["Translation", finding.target, finding.targetMarks, row.target, row.locale]]
      .filter(([, text, , whole]) => text && !whole.includes(text));
    return el(
      "li",
      { class: "finding" },
      el("div", { class: "what" },
        BT.severityBadge(finding.severity),
        " ",
        el("a", { href: BT.stateHash("checks", { code: finding.code }) }, finding.code),
        certainty === "certain" ? null : el("span", { class: "sub" }, ` ${certainty}`),
        finding.isNew && [" ", el("span", { class: "badge new" }, "new")]
      ),
      el("div", { class: full ? "message" : "message short" }, BT.messageNodes(finding.message)),
      about && about.map(([label, text, marks, , locale]) =>
        el("div", { class: "about" }, el("span", { class: "sub" }, `${label}: `),
          el("span", { class: "text", lang: locale.lang, dir: BT.directionOf(text, locale.dir) }, BT.textNodes(text, marks, "")))),
      full && el("div", { class: "place" },
        el("bdi", { dir: "ltr" }, `${finding.path}:${finding.line}:${finding.column}`),
        finding.surprise > 0 && ` · surprise ${finding.surprise} bits`,
        " ",
        el("button", { type: "button", class: "small", click: () => BT.copy(`${finding.path}:${finding.line}:${finding.column}`, "Place") }, "copy place"))
    );
  };

  BT.ENGLISH = Object.freeze({ lang: "en", dir: "ltr" });

  BT.findingList = (row, full) =>
    row.findings.length ? el("ul", { class: "findings" }, row.findings.map((finding) => BT.findingNode(finding, row, full))) : null;

  BT.sourceCell = (row, marks, query) =>
    cell("English", BT.ENGLISH, row.source, marks, query, row.aside ? "not about one sentence" : "no English");

  BT.targetCell = (row, marks, query) =>
    cell("Translation", { lang: row.locale.lang, dir: BT.directionOf(row.target, row.locale.dir) }, row.target, marks, query, row.aside ? "" : "no translation");

  function cell(label, attributes, text, marks, query, none) {
    const inner = text
      ? el("div", { class: "text", ...attributes }, BT.textNodes(text, marks, query))
      : el("div", { class: "none" }, none);
    return el("td", { role: "cell", class: "side", "data-label": label }, inner);
  }

  const certaintyNote = (row) =>
    row.certainty ? el("span", { class: "sub" }, `pair ${BT.index.certainties[row.certainty]}`) : null;

  // First column: article and unit in the list, unit alone in the article.
  BT.whereCell = function (row, withArticle, withLocale) {
    const name = row.unit || `#${row.at + 1}`;
    const link = el("a", { href: BT.rowHash(row), class: "unit" },
      withArticle ? [el("span", { class: "doc" }, wrapPath(row.article.name)), " ", el("span", { class: "no" }, `· ${name}`)] : name);
    const badges = withArticle
      ? el("div", { class: "badges" },
          withLocale && el("span", { class: "badge" }, row.locale.label),
          BT.typeBadge(row.article.type),
          row.article.stale && el("span", { class: "badge stale" }, "stale"),
          certaintyNote(row))
      : certaintyNote(row) && el("div", { class: "badges" }, certaintyNote(row));
    return el("td", { role: "cell", class: "where" }, link, badges);
  };

  // A long path may break after its slashes and hyphens.
  function wrapPath(path) {
    return path.split(/(?<=[/-])/).flatMap((part) => [BT.textNodes(part, [], ""), el("wbr")]).flat();
  }
  BT.wrapPath = wrapPath;

  // A row of the list.
  BT.segmentRow = function (row, index, current, options) {
    const marks = BT.rowMarks(row);
    return el(
      "tr",
      {
        role: "row",
        class: current ? "row current" : "row",
        tabindex: current ? "0" : "-1",
        "aria-current": current ? "true" : null,
        "data-index": index,
      },
      BT.whereCell(row, options.article, options.locale),
      BT.sourceCell(row, marks.source, options.query),
      BT.targetCell(row, marks.target, options.query),
      el("td", { role: "cell", class: "found" }, BT.findingList(row, current))
    );
  };

  // A row whose text is still being fetched.
  BT.emptyRow = (index, current) =>
    el("tr", { role: "row", class: current ? "row current" : "row", tabindex: current ? "0" : "-1", "aria-current": current ? "true" : null, "data-index": index, "data-empty": "1" },
      el("td", { role: "cell", class: "where" }, "…"), el("td", { role: "cell" }), el("td", { role: "cell" }), el("td", { role: "cell" }));

  // Options of a <select> of locales; `all` adds "*".
  BT.fillLocales = function (select, all) {
    const options = BT.index.locales
      .filter((one) => one.rows || one.target)
      .map((one) => el("option", { value: one.tag }, one.name ? `${one.label} · ${one.name}` : one.label));
    if (all && options.length > 1) options.push(el("option", { value: "*" }, "all locales"));
    select.replaceChildren(...options);
  };
})();
