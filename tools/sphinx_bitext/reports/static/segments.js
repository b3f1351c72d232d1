// The list of segments: its filters, its current row.
(function () {
  "use strict";
  const BT = window.BT;
  const view = (BT.segments = {});
  let form = null;
  let list = null;
  let values = null;
  let ids = new Uint32Array(0);
  let from = 0;
  let current = -1;
  let turn = 0;
  let counted = "";

  // Milliseconds from the data to the first rows, and to all of them; null while they are awaited.
  view.took = null;
  view.whole = null;

  view.start = function () {
    form = BT.byId("filters");
    list = BT.makeList(BT.byId("segments"), draw, () => (window.innerWidth <= 760 ? 210 : 76));
    BT.fillLocales(form.elements.locale, true);
    for (const name of ["severity", "certainty"]) {
      const names = name === "severity" ? BT.index.severities : BT.index.certainties;
      form.elements[name].append(...names.map((one) => BT.el("option", { value: one }, one)));
    }
    BT.byId("new-label").hidden = !BT.index.compared;
    BT.byId("more").open = window.innerWidth > 760;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", debounce(changed));
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      location.hash = BT.stateHash("segments", { locale: values.locale });
    });
    BT.byId("more").addEventListener("toggle", () => list.refresh());
    BT.byId("csv").addEventListener("click", download);
    BT.byId("segments").addEventListener("click", (event) => {
      const row = event.target.closest("tr.row");
      if (row && !event.target.closest("a, button") && getSelection().isCollapsed) view.select(Number(row.dataset.index));
    });
  };

  // Typing waits a little, choosing does not.
  function debounce(run) {
    let timer = 0;
    return (event) => {
      clearTimeout(timer);
      const typed = event.target.type === "search" || event.target.type === "text";
      timer = setTimeout(run, typed ? 120 : 0);
    };
  }

  function changed() {
    const next = {};
    for (const name of BT.FILTERS) {
      const input = form.elements[name];
      next[name] = input.type === "checkbox" ? (input.checked ? "1" : "") : input.value;
    }
    BT.replaceState(BT.stateHash("segments", next));
    view.show(BT.readState().query);
  }

  view.show = async function (query) {
    const mine = ++turn;
    view.took = view.whole = null;
    values = Object.fromEntries(BT.FILTERS.map((name) => [name, query.get(name) || ""]));
    if (!query.has("locale")) values.locale = BT.defaultTag();
    const wanted = { at: query.get("at"), from: Math.max(0, Math.floor(Number(query.get("from")) || 0)) };
    note("");
    fill();
    try {
      const pending = BT.loadMany(values.locale);
      if (BT.index.locales.some((one) => (values.locale === "*" || one.tag === values.locale) && !BT.isLoaded(one.tag))) count("Loading …");
      const data = await pending;
      if (mine !== turn) return;
      const began = performance.now();
      fillChecks(data);
      const total = data.reduce((sum, one) => sum + one.locale.rows, 0);
      let first = true;
      await BT.filterRows(data, values, (numbers, done) => {
        if (mine !== turn) return false;
        if (!first && !done && numbers.length - ids.length < ids.length / 4) return true;
        apply(numbers, total, wanted, first, done);
        first = false;
        if (view.took === null) view.took = performance.now() - began;
        return true;
      });
      if (mine === turn) view.whole = performance.now() - began;
    } catch (problem) {
      if (mine === turn) fail(problem);
    }
  };

  function fail(problem) {
    ids = new Uint32Array(0);
    current = -1;
    list.set(0, 0);
    count("");
    note(problem.message);
  }

  // Show what has been found so far. What was shown stays: later pieces only add rows.
  function apply(numbers, total, wanted, first, done) {
    const before = first ? 0 : list.length;
    ids = numbers;
    if (first) from = wanted.from < ids.length ? wanted.from : 0;
    if (first) current = -1;
    const at = wanted.at && current < 0 ? ids.indexOf(rowNumber(wanted.at)) : -1;
    if (at >= 0) from = at - (at % BT.STRETCH);
    const length = Math.min(ids.length - from, BT.STRETCH);
    if (at >= 0) current = at - from;
    else if (current < 0 && length && !wanted.at) current = 0;
    if (done && current < 0 && length) current = 0;
    list.set(length, before);
    list.redraw(current);
    count(`${BT.number(ids.length)}${done ? "" : " …"} of ${BT.counted(total, "row")}`);
    if (done) finish();
    if (at > 0) list.show(current, true);
    else if (first) window.scrollTo(0, Math.min(window.scrollY, BT.byId("more").offsetTop));
  }

  function finish() {
    if (!ids.length) note("No segment passes these filters.");
    else if (ids.length > BT.STRETCH) {
      const to = Math.min(from + BT.STRETCH, ids.length);
      note(`Rows ${BT.number(from + 1)} to ${BT.number(to)} are listed; the CSV has all. `, stretch(from - BT.STRETCH, "Previous"), " ", stretch(to, "Next"));
    }
    BT.load(BT.index.locales.length && values.locale !== "*" ? values.locale : BT.defaultTag()).then((data) => {
      BT.byId("folders").replaceChildren(...BT.folders([data]).map((folder) => BT.el("option", { value: folder })));
    }, () => {});
  }

  function stretch(start, label) {
    if (start < 0 || start >= ids.length) return "";
    return BT.el("a", { href: BT.stateHash("segments", { ...values, from: start || "" }) }, label);
  }

  const count = (text) => (BT.byId("count").textContent = text);

  function note(...nodes) {
    BT.byId("note").replaceChildren(...nodes);
    BT.byId("note").hidden = !nodes[0];
  }

  // The form says what the address says.
  function fill() {
    fillCheckOptions();
    for (const name of BT.FILTERS) {
      const input = form.elements[name];
      if (input.type === "checkbox") input.checked = values[name] === "1";
      else if (input.value !== values[name]) input.value = values[name];
    }
    const active = BT.FILTERS.filter((name) => !["locale", "q", "sort"].includes(name) && values[name]).length;
    BT.byId("active").textContent = active ? `${active} active` : "";
  }

  function fillCheckOptions() {
    if (form.elements.check.options.length) return;
    const options = BT.index.checks.map(([code]) => BT.el("option", { value: code }, code));
    form.elements.check.replaceChildren(BT.el("option", { value: "" }, "any"), ...options);
  }

  // Numbers behind the codes, of what is loaded; those that found nothing are last.
  function fillChecks(data) {
    const tag = values.locale;
    if (tag === counted) return;
    counted = tag;
    const counts = new Int32Array(BT.index.checks.length);
    for (const { flagged } of data) for (const row of flagged) for (const finding of row[7]) counts[finding[0]]++;
    const select = form.elements.check;
    const chosen = select.value;
    const order = BT.index.checks.map((_, at) => at).sort((a, b) => (counts[b] > 0) - (counts[a] > 0) || a - b);
    const options = order.map((at) => {
      const code = BT.index.checks[at][0];
      return BT.el("option", { value: code }, `${code} (${BT.number(counts[at])})`);
    });
    select.replaceChildren(select.options[0], ...options);
    select.value = chosen;
  }

  const rowKey = (row) => `${row.locale.tag}/${row.article.name}/${row.at + 1}`;

  // The number of the row that a key names, -1 for none.
  function rowNumber(key) {
    const one = BT.loadedData().find(({ locale }) => key.startsWith(`${locale.tag}/`));
    const cut = key.lastIndexOf("/");
    const article = one && one.byName.get(key.slice(one.locale.tag.length + 1, cut));
    const at = Number(key.slice(cut + 1)) - 1;
    return article && at >= 0 && at < article.length ? one.locale.base + article.first + at : -1;
  }

  function draw(index) {
    const row = BT.rowAt(ids[from + index]);
    if (!row) fetchRow(ids[from + index]);
    const options = { article: true, locale: values.locale === "*", query: BT.cleanQuery(values.q) };
    return row ? BT.segmentRow(row, index, index === current, options) : BT.emptyRow(index, index === current);
  }

  // A row whose text is not here yet: draw all such rows again when it is.
  function fetchRow(id) {
    const mine = turn;
    const { data, at } = BT.locate(id);
    BT.loadPart(data, BT.partAt(data, at)).then(() => {
      if (mine !== turn) return;
      for (const index of list.indices) if (list.row(index).dataset.empty && BT.rowAt(ids[from + index])) list.redraw(index);
      list.refresh();
    }, (problem) => note(problem.message));
  }

  // Make a row the current one: seen, focused, in the address.
  view.select = function (index) {
    if (index < 0 || index >= list.length) return;
    const old = current;
    current = index;
    list.redraw(old);
    list.show(index, false);
    list.redraw(index);
    const row = list.row(index);
    if (row) row.focus({ preventScroll: true });
    list.refresh();
    BT.replaceState(view.hash());
  };

  async function download() {
    const wanted = ids;
    if (wanted.length > 5000) BT.say(`Writing ${BT.counted(wanted.length, "row")} …`);
    try {
      BT.download(`segments-${values.locale === "*" ? "all" : values.locale}.csv`, await BT.csv(wanted));
    } catch (problem) {
      note(problem.message);
    }
  }

  view.move = (step) => view.select(current < 0 ? 0 : Math.min(Math.max(current + step, 0), list.length - 1));
  view.current = () => (current < 0 ? null : BT.rowAt(ids[from + current]));
  view.find = () => form.elements.q;
  view.hash = () => {
    const row = values && view.current();
    return BT.stateHash("segments", values ? { ...values, at: row ? rowKey(row) : "" } : { locale: "*", flagged: "1" });
  };
})();
