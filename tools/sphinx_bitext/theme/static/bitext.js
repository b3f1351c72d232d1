// The language menu, addresses of sentences, and the way to English on demand. The page works without all of it.
"use strict";
(() => {
const root = document.documentElement, all = (s) => [...document.querySelectorAll(s)];
const [[menu], [modes]] = [".langs", ".modes"].map(all);
// Where storage is forbidden, a choice lasts for one page.
const stored = (key, value) => {
  try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
};

// Long lines of code scroll by keyboard too.
for (const pre of all("pre")) if (pre.scrollWidth > pre.clientWidth) pre.tabIndex = 0;

const segments = new Map(); // unit number: its spans; markup may cut a sentence into several
for (const span of all(".bt")) segments.set(span.dataset.ttu, [...segments.get(span.dataset.ttu) || [], span]);
const paint = (unit, name, on) => segments.get(unit)?.forEach((span) => span.classList.toggle(name, on));
const plain = (unit) => (segments.get(unit) || []).map((span) => span.textContent).join("").trim();

// A permalink marks all pieces of its sentence.
let linked;
const follow = () => {
  paint(linked, "linked", false);
  paint(linked = location.hash.match(/^#s(.+)/)?.[1], "linked", true);
};
addEventListener("hashchange", follow);
follow();

// What a reader can do with the page or with one sentence; an address stays short enough for every mail program.
function aim(link, unit, source) {
  const group = (link.dataset.lines || "1").split(";").find((one) => one.split(/[:,]/).indexOf(unit, 1) > 0);
  const url = location.href.split("#")[0] + (unit && "#s" + unit);
  const values = { unit, url, source, target: plain(unit), line: (group || "1").split(":")[0] };
  link.href = link.dataset.to.replace(/{(\w+)}/g, (_, name) => encodeURIComponent([...values[name]].slice(0, 500).join("")));
}
const actions = all("[data-to]");
for (const link of actions) aim(link, "", "");

// Its script and its sentences are fetched when somebody wants them.
let ready;
async function choose(mode) {
  root.dataset.mode = mode;
  all(".failed").forEach((old) => old.remove());
  try {
    ready ||= import(new URL(modes.dataset.script, document.baseURI));
    await (await ready).show(mode, { root, modes, segments, paint, plain, follow, actions, aim });
    if (mode === root.dataset.mode) stored("bitext-mode", mode);
  } catch { // offline, or opened from a disk
    ready = root.dataset.mode = "";
    modes.after(Object.assign(document.createElement("p"), { className: "failed", role: "alert", textContent: modes.dataset.failed }));
    modes.elements[0].checked = true;
  }
}
if (modes) {
  modes.onchange = (event) => choose(event.target.value);
  const mode = ["tap", "both"].find((name) => name === stored("bitext-mode")) || "off";
  modes.querySelector(`[value=${mode}]`).checked = true; // browsers restore forms
  if (mode !== "off") choose(mode);
}

addEventListener("click", (event) => {
  if (menu && !menu.contains(event.target)) menu.open = false;
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  menu.open = false;
  menu.firstElementChild.focus();
});
})();
