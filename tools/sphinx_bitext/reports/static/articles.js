// Articles: the list of them; one of them with all its segments; one unit in all locales.
(function () {
  "use strict";
  const BT = window.BT;
  const el = BT.el;
  const view = (BT.articles = {});
  const LISTED = 300;
  const COUNTS = ["Segments", "Flagged", "Errors", "Warnings", "Information"];
  let state = { locale: "", doc: "", unit: "", row: "", in: "" };
  let rows = [];
  let current = -1;
  let turn = 0;

  view.start = function () {
    const select = BT.byId("article-locale");
    BT.fillLocales(select, false);
    select.addEventListener("change", () => {
      location.hash = BT.stateHash("articles", { ...state, locale: select.value, row: state.unit ? "" : state.row });
    });
    let timer = 0;
    BT.byId("article-find").addEventListener("input", (event) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        BT.replaceState(BT.stateHash("articles", { locale: state.locale, in: event.target.value }));
        view.show(BT.readState().query);
      }, 120);
    });
  };

  view.show = async function (query) {
    const mine = ++turn;
    const before = state;
    state = Object.fromEntries(Object.keys(state).map((key) => [key, query.get(key) || ""]));
    if (!query.has("locale")) state.locale = BT.defaultTag();
    BT.byId("article-locale").value = state.locale;
    BT.byId("article-find-label").hidden = state.doc !== "";
    if (BT.byId("article-find").value !== state.in) BT.byId("article-find").value = state.in;
    BT.byId("articles-title").textContent = "Articles";
    if (!BT.isLoaded(state.locale)) BT.byId("article-count").textContent = "Loading …";
    try {
      const data = await BT.load(state.locale);
      if (mine !== turn) return;
      if (state.doc) await showArticle(data, before, () => mine === turn);
      else showList(data);
    } catch (problem) {
      if (mine !== turn) return;
      BT.byId("article-count").textContent = "";
      BT.byId("article-body").replaceChildren(el("p", { class: "note" }, problem.message));
    }
  };

  // ---- the list

  function showList(data) {
    rows = [];
    current = -1;
    const wanted = state.in.trim().toLowerCase();
    const all = data.articles.filter((article) => article.name.toLowerCase().includes(wanted));
    const shown = all.slice().sort(worstFirst).slice(0, LISTED);
    BT.byId("article-count").textContent = `${BT.number(all.length)} of ${BT.counted(data.articles.length, "article")}`;
    const more = all.length > shown.length && el("p", { class: "note" }, `The ${LISTED} worst are listed. Type to narrow.`);
    const head = ["Article", "Type", ...COUNTS].map((name) => el("th", { role: "columnheader", scope: "col", class: COUNTS.includes(name) && "n" }, name));
    const table = el("table", { class: "list articles", role: "table", "aria-labelledby": "articles-title" },
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, head)),
      el("tbody", { role: "rowgroup" }, shown.map(listRow)));
    BT.byId("article-body").replaceChildren(more || "", shown.length ? table : el("p", { class: "note" }, "No article has this name."));
  }

  function listRow(article) {
    const href = BT.stateHash("articles", { locale: article.locale.tag, doc: article.name });
    const counts = [article.length, article.flagged, ...article.counts];
    return el("tr", { role: "row" },
      el("th", { role: "rowheader", scope: "row" }, el("a", { href }, BT.wrapPath(article.name))),
      el("td", { role: "cell" }, BT.typeBadge(article.type), " ", article.stale && el("span", { class: "badge stale" }, "stale")),
      counts.map((count, at) => el("td", { role: "cell", class: count ? "n" : "n zero", "data-label": COUNTS[at] }, BT.number(count))));
  }

  // Most errors first, then most warnings and so on, then by name.
  function worstFirst(a, b) {
    const at = a.counts.findIndex((count, rank) => count !== b.counts[rank]);
    return at < 0 ? (a.name < b.name ? -1 : 1) : b.counts[at] - a.counts[at];
  }

  // ---- one article

  async function showArticle(data, before, isWanted) {
    BT.byId("article-count").textContent = "";
    const article = data.byName.get(state.doc);
    if (!article) {
      rows = [];
      BT.byId("article-body").replaceChildren(el("p", { class: "note" }, `${data.locale.label} has no article “${state.doc}”. `, allArticles()));
      return;
    }
    const same = before.locale === state.locale && before.doc === state.doc && rows.length && rows[0].article === article;
    if (!same) {
      const fetched = await BT.articleRows(data, article);
      if (!isWanted()) return;
      rows = fetched;
      current = -1;
      BT.byId("article-body").replaceChildren(articleHead(article, data), changedPart(article) || "", articleTable());
      window.scrollTo(0, 0);
    }
    BT.byId("articles-title").replaceChildren(...BT.wrapPath(article.name));
    const wanted = state.unit ? rows.findIndex((row) => row.unit === state.unit) : state.row ? Number(state.row) - 1 : -1;
    if (rows[wanted]) choose(wanted, !same);
    else if (state.unit || state.row) BT.say(`There is no unit ${state.unit || state.row} here.`);
    document.title = `${article.name} · ${data.locale.label}`;
  }

  const allArticles = () => el("a", { href: BT.stateHash("articles", { locale: state.locale }) }, "All articles");

  function articleHead(article, data) {
    const english = article.origin === "none" ? "no English known" : `English ${article.origin}, ${article.proof === "mismatch" ? "another hash" : article.proof}`;
    const aligned = { id: "aligned by unit number", structure: "aligned by structure", none: "not aligned" }[article.alignedBy];
    return el("div", { class: "head" },
      el("p", { class: "facts" },
        BT.typeBadge(article.type), " ",
        article.stale && [el("span", { class: "badge stale" }, "stale"), " "],
        `${aligned} · ${english} · ${BT.counted(article.length, "segment")}, ${BT.number(article.flagged)} flagged · `,
        el("bdi", { dir: "ltr", class: "code" }, article.file)),
      el("p", { class: "steps" }, allArticles(), neighbour(data, article, -1), neighbour(data, article, 1)));
  }

  // The next article that has findings, in the order of their names.
  function neighbour(data, article, step) {
    let at = data.articles.indexOf(article) + step;
    while (data.articles[at] && !data.articles[at].flagged) at += step;
    const other = data.articles[at];
    const label = step < 0 ? "← previous flagged" : "next flagged →";
    if (!other) return null;
    return el("a", { href: BT.stateHash("articles", { locale: state.locale, doc: other.name }), title: other.name }, label);
  }

  function changedPart(article) {
    if (!article.changed.length) return null;
    const items = article.changed.map(([then, now]) => el("li", { lang: "en" }, BT.diffNodes(then, now)));
    const label = `English changed since this translation: ${BT.counted(article.changed.length, "sentence")}`;
    return el("details", { class: "changed", open: article.changed.length <= 10 }, el("summary", null, label), el("ul", null, items));
  }

  function articleTable() {
    const head = ["Unit", "English", "Translation", "Findings"].map((name) => el("th", { role: "columnheader", scope: "col" }, name));
    return el("table", { class: "segments article", role: "table", "aria-labelledby": "articles-title" },
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, head)),
      el("tbody", { role: "rowgroup", click: clicked }, rows.map((row, at) => articleRow(row, at))));
  }

  function clicked(event) {
    const row = event.target.closest("tr.row");
    if (row && !event.target.closest("a, button")) view.select(Number(row.dataset.index));
  }

  function articleRow(row, at) {
    const marks = BT.rowMarks(row);
    const now = at === current;
    return el("tr", { role: "row", class: now ? "row current" : "row", tabindex: now ? "0" : "-1", "aria-current": now ? "true" : null, "data-index": at },
      BT.whereCell(row, false, false),
      BT.sourceCell(row, marks.source, ""),
      BT.targetCell(row, marks.target, ""),
      el("td", { role: "cell", class: "found" }, BT.findingList(row, now)));
  }

  const rowNode = (at) => BT.byId("article-body").querySelector(`tr.row[data-index="${at}"]`);

  function redraw(at) {
    const old = rowNode(at);
    if (old) old.replaceWith(articleRow(rows[at], at));
  }

  function choose(at, top) {
    const old = current;
    current = at;
    document.querySelectorAll("tr.compare").forEach((row) => row.remove());
    if (old >= 0) redraw(old);
    redraw(at);
    const node = rowNode(at);
    const panel = el("td", { role: "cell", colspan: "4" });
    node.after(el("tr", { role: "row", class: "compare" }, panel));
    BT.compare(rows[at], panel);
    node.scrollIntoView({ block: top ? "center" : "nearest" });
    node.focus({ preventScroll: true });
  }

  view.select = function (at) {
    if (!rows[at]) return;
    BT.replaceState(BT.rowHash(rows[at]));
    state = { ...state, unit: rows[at].unit, row: rows[at].unit ? "" : String(at + 1) };
    choose(at, false);
  };
  view.move = (step) => view.select(current < 0 ? 0 : Math.min(Math.max(current + step, 0), rows.length - 1));
  view.current = () => rows[current];
  view.isArticle = () => state.doc !== "";
  view.find = () => (state.doc ? null : BT.byId("article-find"));
})();
