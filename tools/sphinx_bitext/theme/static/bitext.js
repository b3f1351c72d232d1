// English on demand, and the language menu. The page works without all of it.
"use strict";
(() => {
const root = document.documentElement, all = (s) => [...document.querySelectorAll(s)];
const [[menu], [modes], [main]] = [".langs", ".modes", "main"].map(all);
const make = (tag, more) => Object.assign(document.createElement(tag), more);
// Where storage is forbidden, a choice lasts for one page.
const stored = (key, value) => {
  try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
};

// Long lines of code scroll by keyboard too.
for (const pre of all("pre")) if (pre.scrollWidth > pre.clientWidth) pre.tabIndex = 0;

const segments = new Map(); // unit number: its spans; markup may cut a sentence into several
for (const span of all(".bt")) segments.set(span.dataset.ttu, [...segments.get(span.dataset.ttu) || [], span]);
const paint = (unit, name, on) => segments.get(unit)?.forEach((span) => span.classList.toggle(name, on));

// A permalink marks all pieces of its sentence.
let linked;
const follow = () => {
  paint(linked, "linked", false);
  paint(linked = location.hash.match(/^#s(.+)/)?.[1], "linked", true);
};
addEventListener("hashchange", follow);
follow();

const plain = (unit) => (segments.get(unit) || []).map((span) => span.textContent).join("").trim();

// Links of the page become links of a sentence; an address stays short enough for every mail program.
let english, units = [], shown, pinned, timer;
function aim(link, unit) {
  const group = (link.dataset.lines || "1").split(";").find((one) => one.split(/[:,]/).indexOf(unit, 1) > 0);
  const url = location.href.split("#")[0] + (unit && "#s" + unit);
  const values = { unit, url, source: english?.[unit] || "", target: plain(unit), line: (group || "1").split(":")[0] };
  link.href = link.dataset.to.replace(/{(\w+)}/g, (_, name) => encodeURIComponent([...values[name]].slice(0, 500).join("")));
}
const actions = all("[data-to]");
for (const link of actions) aim(link, "");

const tip = make("div", { className: "bt-tip", hidden: true });
const text = make("p", { lang: "en", dir: "ltr", role: "status" }), said = make("span", { role: "status" });
const shut = make("button", { type: "button" }), copy = make("a"), aims = actions.map((link) => link.cloneNode(true));
const unitOf = (event) => event.target.closest?.(".has")?.dataset.ttu;
const back = () => segments.get(shown)[0].focus();

function hide() {
  clearTimeout(timer);
  paint(shown, "on", false);
  tip.hidden = true;
  shown = text.textContent = said.textContent = "";
}

function show(unit, stay) {
  hide();
  [shown, pinned] = [unit, stay];
  paint(unit, "on", true);
  tip.hidden = false;
  text.textContent = english[unit]; // a live region: read aloud, focus stays
  copy.href = "#s" + unit;
  for (const link of aims) aim(link, unit);
  const rects = segments.get(unit).flatMap((span) => [...span.getClientRects()]), box = main.getBoundingClientRect();
  const first = rects[0], last = rects.at(-1), high = tip.offsetHeight + 8;
  // Under the sentence, or over it near the window's end: never on the words being read.
  const over = last.bottom + high > innerHeight && first.top > high + 64;
  const from = root.dir === "rtl" ? box.right - last.right : last.left - box.left;
  tip.style.insetBlockStart = (over ? first.top - high : last.bottom + 8) - box.top + "px";
  tip.style.insetInlineStart = Math.max(0, Math.min(from, box.width - tip.offsetWidth)) + "px";
  if (stay) tip.scrollIntoView({ block: "nearest" });
}

function move(unit, step) {
  const next = units[units.indexOf(unit) + step], [span] = segments.get(next) || [];
  if (!span) return;
  segments.get(unit)[0].tabIndex = -1;
  span.tabIndex = 0;
  span.focus();
  if (shown) show(next, true);
}

function addNote(unit) {
  let at = segments.get(unit).at(-1);
  while (at.parentNode.matches("a, b, code, em, i, strong")) at = at.parentNode; // not into a link's text
  at.after(make("span", { className: "bt-en", lang: "en", dir: "ltr", textContent: english[unit] }));
  at.nextSibling.dataset.pagefindIgnore = "";
}

// The line being read stays where it is; not every browser sees to that.
function still(change) {
  const at = all(".bt").find((span) => span.getBoundingClientRect().top > 64), top = () => at?.getBoundingClientRect().top;
  const before = top();
  change();
  if (at && scrollY) scrollBy({ top: top() - before, behavior: "instant" });
}

async function choose(mode) {
  hide();
  still(() => all(".bt-en, .failed").forEach((old) => old.remove()));
  for (const span of all(".has")) span.classList.remove("has"), span.removeAttribute("tabindex");
  root.dataset.mode = mode;
  try {
    if (mode !== "off") english ||= (await (await fetch(modes.dataset.english)).json()).segments;
  } catch { // offline, or opened from a disk
    modes.after(make("p", { className: "failed", role: "alert", textContent: modes.dataset.failed }));
    modes.elements[0].checked = true;
    return root.dataset.mode = "off";
  }
  if (mode !== root.dataset.mode) return; // chosen anew meanwhile
  stored("bitext-mode", mode);
  // A cell such as "REG_DWORD" has nothing to add.
  units = [...segments.keys()].filter((unit) => english?.[unit] && english[unit].trim() !== plain(unit));
  if (mode === "both") still(() => units.forEach(addNote));
  if (mode === "tap") units.forEach((unit, i) => {
    paint(unit, "has", true);
    segments.get(unit)[0].tabIndex = i ? -1 : 0; // one tab stop
  });
}

if (modes) {
  shut.ariaLabel = modes.dataset.close;
  shut.onclick = () => { back(); hide(); };
  copy.textContent = modes.dataset.copy;
  copy.onclick = (event) => {
    event.preventDefault(); // the sentence is in sight already
    history.replaceState(null, "", copy.href);
    follow();
    navigator.clipboard?.writeText(copy.href).then(() => { said.textContent = modes.dataset.copied; }, () => {});
  };
  const links = make("p", { className: "links" });
  links.append(copy, ...aims, said);
  tip.append(text, links, shut);
  main.append(tip);
  modes.onchange = (event) => choose(event.target.value);
  const mode = ["tap", "both"].find((name) => name === stored("bitext-mode")) || "off";
  modes.querySelector(`[value=${mode}]`).checked = true; // browsers restore forms
  if (mode !== "off") choose(mode);
}

addEventListener("click", (event) => {
  if (menu && !menu.contains(event.target)) menu.open = false;
  const unit = unitOf(event);
  // Links keep their work, and selecting text is no tap.
  if (unit && !event.target.closest("a") && !String(getSelection())) shown === unit && pinned ? hide() : show(unit, true);
  else if (!tip.contains(event.target)) hide();
});
// A resting pointer opens the box and can reach it; what a click opened stays.
addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse" || (shown && pinned)) return;
  const unit = unitOf(event);
  clearTimeout(timer);
  if (shown ? unit !== shown && !tip.contains(event.target) : unit) timer = setTimeout(unit ? show : hide, 400, unit);
});
addEventListener("keydown", (event) => {
  const inside = tip.contains(event.target);
  if (event.key === "Escape") {
    if (inside) back();
    hide();
    if (menu?.open) { menu.open = false; menu.firstElementChild.focus(); }
  }
  // The box follows its sentence in the order of the tab key, wherever it stands in the page.
  if (event.key === "Tab" && shown) {
    const at = event.target, out = event.shiftKey ? at === copy : at === shut;
    if (out) back();
    else if (!event.shiftKey && at.matches(".has") && unitOf(event) === shown) copy.focus();
    else return;
    if (at === shut) hide();
    return event.preventDefault();
  }
  if (!event.target.matches?.(".has") || event.ctrlKey || event.metaKey || event.altKey) return;
  const unit = unitOf(event), left = root.dir === "rtl" ? 1 : -1;
  const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1, ArrowLeft: left, ArrowRight: -left }[event.key];
  if (step) move(unit, step);
  else if (event.key === "Enter" || event.key === " ") shown === unit ? hide() : show(unit, true);
  else return;
  event.preventDefault();
});
addEventListener("resize", hide);
})();
