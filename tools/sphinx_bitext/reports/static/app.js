// From the address to a view.
(function () {
  "use strict";
  const BT = window.BT;
  const TITLE = document.title;

  BT.start = function () {
    document.documentElement.classList.add("scripted");
    BT.segments.start();
    BT.articles.start();
    BT.startKeys();
    window.addEventListener("hashchange", route);
    BT.byId("silent").addEventListener("click", () => {
      BT.replaceState(BT.stateHash("", { silent: BT.readState().query.get("silent") === "1" ? "" : "1" }));
      route();
    });
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      BT.byId("main").focus();
    });
    route();
  };

  const VIEWS = ["overview", "segments", "articles", "checks"];
  let shown = "";

  function route() {
    const { view, query } = BT.readState();
    const name = VIEWS.includes(view) ? view : "overview";
    for (const section of document.querySelectorAll("main > section")) section.hidden = section.dataset.view !== name;
    for (const link of document.querySelectorAll("header nav a")) {
      if (link.dataset.view === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.title = name === "overview" ? TITLE : `${name[0].toUpperCase()}${name.slice(1)} · ${TITLE}`;
    if (name !== shown) window.scrollTo(0, 0);
    shown = name;
    if (name === "segments") BT.segments.show(query);
    else if (name === "articles") BT.articles.show(query);
    else if (name === "checks") showCheck(query.get("code"));
    else showMatrix(query.get("silent") === "1");
  }

  // Checks that found nothing are out of the way until they are asked for.
  function showMatrix(all) {
    const rows = Array.from(document.querySelectorAll(".matrix .silent"));
    for (const body of rows) body.hidden = !all;
    const count = document.querySelectorAll(".matrix .silent tr:not(.group)").length;
    BT.byId("silent").hidden = !count;
    BT.byId("silent").setAttribute("aria-expanded", String(all));
    BT.byId("silent").textContent = `${all ? "Hide" : "Show"} ${BT.counted(count, "check")} that found nothing`;
  }

  function showCheck(code) {
    const check = code && BT.byId(`check-${code}`);
    if (!check) return;
    check.scrollIntoView();
    check.focus({ preventScroll: true });
  }
})();
