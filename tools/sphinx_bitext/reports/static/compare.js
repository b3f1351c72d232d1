// One unit in all locales: who is wrong can be seen at a glance.
(function () {
  "use strict";
  const BT = window.BT;
  const el = BT.el;

  // Fill `panel` with the unit of `row` in every locale; their scripts are fetched.
  BT.compare = async function (row, panel) {
    const targets = BT.index.locales.filter((one) => one.target || one.rows);
    panel.replaceChildren(el("p", { class: "sub" }, `Fetching ${BT.counted(targets.length, "locale")} …`));
    const found = await Promise.all(targets.filter((one) => one.target).map((one) => twin(row, one)));
    if (panel.isConnected) show(row, found, panel);
  };

  // -> {locale, article, row, none}: the unit in another locale, or why it is not there.
  async function twin(row, locale) {
    try {
      const data = await BT.load(locale.tag);
      const article = data.byName.get(row.article.name);
      if (!article) return { locale, none: "no delivery" };
      const own = await BT.articleRows(data, article);
      const same = (one) => (row.unit ? one.unit === row.unit : row.source && one.source === row.source);
      const found = own.find((one) => one.id === row.id) || own.find(same);
      return found ? { locale, article, row: found } : { locale, article, none: row.unit ? "no such unit" : "no such sentence" };
    } catch (problem) {
      return { locale, none: problem.message };
    }
  }

  // What stands out comes first: findings, then other numbers, links or code than the English, then the rest.
  function weight({ row }) {
    if (!row) return 2;
    if (row.findings.length) return 0;
    return row.target && BT.isEven(row) ? 3 : 1;
  }

  function show(row, found, panel) {
    const sorted = found.map((one) => ({ one, rank: weight(one) })).sort((a, b) => a.rank - b.rank);
    const odd = sorted.filter(({ rank }) => rank < 2).length;
    const name = row.unit ? `Unit ${row.unit}` : "This segment";
    const head = ["Locale", "Translation", "Findings"].map((label) => el("th", { role: "columnheader", scope: "col" }, label));
    panel.replaceChildren(
      el("div", { class: "panel" },
        el("p", { class: "steps" },
          el("strong", null, `${name} in ${BT.counted(found.length, "locale")}`),
          el("span", { class: "sub" }, odd ? `${odd} of them flagged, or with other numbers, links or code than the English` : "all with the numbers, links and code of the English"),
          el("button", { type: "button", click: () => BT.copy(BT.absolute(BT.rowHash(row)), "Link") }, "Copy link")),
        el("table", { class: "list compare", role: "table" }, el("caption", { class: "hidden" }, `${name} in all locales`),
          el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, head)),
          el("tbody", { role: "rowgroup" }, sorted.map(({ one }) => compareRow(row, one))))));
  }

  function compareRow(row, { locale, article, row: found, none }) {
    const tr = (...cells) => el("tr", { role: "row", class: found && found.id === row.id ? "self" : null }, cells);
    const head = el("th", { role: "rowheader", scope: "row" },
      found ? el("a", { href: BT.rowHash(found) }, locale.label) : locale.label, " ",
      article && BT.typeBadge(article.type),
      article && article.stale && [" ", el("span", { class: "badge stale" }, "stale")]);
    if (!found) return tr(head, el("td", { role: "cell", class: "none" }, none), el("td", { role: "cell", class: "found" }));
    const text = found.target
      ? el("div", { class: "text", lang: locale.lang, dir: BT.directionOf(found.target, locale.dir) }, BT.textNodes(found.target, BT.pairMarks(found), ""))
      : el("div", { class: "none" }, "no translation");
    const other = found.source && row.source && found.source !== row.source;
    const english = other && el("div", { class: "sub" }, "from another English: ", el("span", { lang: "en" }, BT.diffNodes(row.source, found.source)));
    return tr(head, el("td", { role: "cell" }, text, english), el("td", { role: "cell", class: "found" }, BT.findingList(found, false)));
  }
})();
