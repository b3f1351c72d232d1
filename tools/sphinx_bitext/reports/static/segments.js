// The list of segments: its filters, its current row.
(function () {
  "use strict";
  const BT = window.BT;
  const view = (BT.segments = {});
  let form = null;
  let list = null;
  let values = null;
  let current = -1;
  let turn = 0;
  let checkTag = null;

  view.start = function () {
    form = BT.byId("filters");
    list = BT.makeList(BT.byId("segments"), draw, guessing);
    BT.fillLocales(form.elements.locale, true);
    for (const name of ["severity", "certainty"]) {
      const names = name === "severity" ? BT.index.severities : BT.index.certainties;
      form.elements[name].append(...names.map((one) => BT.el("option", { value: one }, one)));
    }
    BT.byId("more").open = window.innerWidth > 760;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", debounce(changed));
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      location.hash = BT.stateHash("segments", { locale: values.locale });
    });
    BT.byId("more").addEventListener("toggle", () => list.refresh());
    BT.byId("csv").addEventListener("click", () => BT.download(`segments-${values.locale === "*" ? "all" : values.locale}.csv`, BT.csv(view.rows)));
    BT.byId("segments").addEventListener("click", (event) => {
      const row = event.target.closest("tr.row");
      if (row && !event.target.closest("a, button")) view.select(Number(row.dataset.index));
    });
  };

  view.rows = [];

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
    values = Object.fromEntries(BT.FILTERS.map((name) => [name, query.get(name) || ""]));
    if (!query.has("locale")) values.locale = BT.defaultTag();
    const missing = values.locale === "*" ? BT.index.locales.some((one) => !BT.isLoaded(one.tag)) : !BT.isLoaded(values.locale);
    if (missing) BT.byId("count").textContent = "Loading …";
    note("");
    fill();
    try {
      const data = await BT.loadMany(values.locale);
      if (mine === turn) apply(data, query.get("at"));
    } catch (problem) {
      if (mine === turn) fail(problem);
    }
  };

  function fail(problem) {
    view.rows = [];
    list.set([]);
    BT.byId("count").textContent = "";
    note(problem.message);
  }

  function apply(data, at) {
    const began = performance.now();
    view.rows = BT.filterRows(data, values);
    const total = data.reduce((sum, one) => sum + one.rows.length, 0);
    current = view.rows.length ? Math.max(0, at ? view.rows.findIndex((row) => rowKey(row) === at) : 0) : -1;
    fillChecks(data);
    BT.byId("folders").replaceChildren(...BT.folders(data).map((folder) => BT.el("option", { value: folder })));
    BT.byId("count").textContent = `${BT.number(view.rows.length)} of ${BT.counted(total, "row")}`;
    list.set(view.rows);
    view.took = performance.now() - began;
    if (list.length < view.rows.length) {
      note(`The first ${BT.number(list.length)} are listed. Narrow the filters to see the others; the CSV has all.`);
    } else if (!view.rows.length) note("No segment passes these filters.");
    if (at && current > 0) list.show(current, true);
    else window.scrollTo(0, Math.min(window.scrollY, BT.byId("more").offsetTop));
  }

  function note(text) {
    BT.byId("note").textContent = text;
    BT.byId("note").hidden = !text;
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

  // Numbers behind the codes, of what is loaded.
  function fillChecks(data) {
    const tag = values.locale;
    if (tag === checkTag) return;
    checkTag = tag;
    const counts = new Map();
    for (const { rows } of data) {
      for (const row of rows) for (const { code } of row.findings) counts.set(code, (counts.get(code) || 0) + 1);
    }
    for (const option of form.elements.check.options) {
      if (option.value) option.textContent = `${option.value} (${BT.number(counts.get(option.value) || 0)})`;
    }
  }

  const rowKey = (row) => `${row.locale.tag}/${row.article.name}/${row.at + 1}`;

  function draw(row, index) {
    return BT.segmentRow(row, index, index === current, { article: true, locale: values.locale === "*", query: values.q.trim().toLowerCase() });
  }

  // Height before a row was ever drawn: by the longer side, or by its findings.
  function guessing() {
    const narrow = window.innerWidth <= 760;
    const column = narrow ? window.innerWidth - 40 : Math.min(window.innerWidth, 1800) * 0.3;
    const letters = (text, wide) => Math.ceil((text.length * (wide ? 15 : 7.4)) / column) || 1;
    return (row) => {
      const source = letters(row.source, false) * 22;
      const target = letters(row.target, row.locale.wide) * 24;
      const findings = row.findings.length * 46;
      return narrow ? source + target + findings + 90 : Math.max(source, target, findings, 48) + 17;
    };
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
    BT.replaceState(BT.stateHash("segments", { ...values, at: rowKey(view.rows[index]) }));
  };

  view.move = (step) => view.select(current < 0 ? 0 : Math.min(Math.max(current + step, 0), list.length - 1));
  view.current = () => view.rows[current];
  view.find = () => form.elements.q;
  view.hash = () => BT.stateHash("segments", values ? { ...values, at: view.rows[current] ? rowKey(view.rows[current]) : "" } : { flagged: "1" });
})();
