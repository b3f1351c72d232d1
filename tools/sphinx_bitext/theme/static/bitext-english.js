// English on demand: the box of a sentence, or the English after each sentence.
const all = (s) => [...document.querySelectorAll(s)], [main] = all("main");
const make = (tag, more) => Object.assign(document.createElement(tag), more);
let page, english, copy, aims, units = [], shown, pinned, timer;
const tip = make("div", { className: "bt-tip", hidden: true });
const text = make("p", { lang: "en", dir: "ltr", role: "status" }), said = make("span", { role: "status" });
const shut = make("button", { type: "button" });
const unitOf = (event) => event.target.closest?.(".has")?.dataset.ttu;
const back = () => page.segments.get(shown)[0].focus();

function hide() {
  clearTimeout(timer);
  page.paint(shown, "on", false);
  tip.hidden = true;
  shown = text.textContent = said.textContent = "";
}

function open(unit, stay) {
  hide();
  [shown, pinned] = [unit, stay];
  page.paint(unit, "on", true);
  tip.hidden = false;
  text.textContent = english[unit]; // a live region: read aloud, focus stays
  copy.href = "#s" + unit;
  for (const link of aims) page.aim(link, unit, english[unit]);
  const rects = page.segments.get(unit).flatMap((span) => [...span.getClientRects()]), box = main.getBoundingClientRect();
  const first = rects[0], last = rects.at(-1), high = tip.offsetHeight + 8;
  // Under the sentence, or over it near the window's end: never on the words being read.
  const over = last.bottom + high > innerHeight && first.top > high + 64;
  const from = page.root.dir === "rtl" ? box.right - last.right : last.left - box.left;
  tip.style.insetBlockStart = (over ? first.top - high : last.bottom + 8) - box.top + "px";
  tip.style.insetInlineStart = Math.max(0, Math.min(from, box.width - tip.offsetWidth)) + "px";
  if (stay) tip.scrollIntoView({ block: "nearest" });
}

function move(unit, step) {
  const next = units[units.indexOf(unit) + step], [span] = page.segments.get(next) || [];
  if (!span) return;
  page.segments.get(unit)[0].tabIndex = -1;
  span.tabIndex = 0;
  span.focus();
  if (shown) open(next, true);
}

function addNote(unit) {
  let at = page.segments.get(unit).at(-1);
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

// Show a page in a mode; what the page brings along is the same each time.
export async function show(mode, brought) {
  if (!page) begin(page = brought);
  hide();
  still(() => all(".bt-en").forEach((old) => old.remove()));
  for (const span of all(".has")) span.classList.remove("has"), span.removeAttribute("tabindex");
  if (mode !== "off") english ||= (await (await fetch(page.modes.dataset.english)).json()).segments;
  if (mode !== page.root.dataset.mode) return; // chosen anew meanwhile
  // A cell such as "REG_DWORD" has nothing to add.
  units = [...page.segments.keys()].filter((unit) => english?.[unit] && english[unit].trim() !== page.plain(unit));
  if (mode === "both") still(() => units.forEach(addNote));
  if (mode === "tap") units.forEach((unit, i) => {
    page.paint(unit, "has", true);
    page.segments.get(unit)[0].tabIndex = i ? -1 : 0; // one tab stop
  });
}

function begin({ modes, actions, follow }) {
  aims = actions.map((link) => link.cloneNode(true));
  copy = make("a", { textContent: modes.dataset.copy });
  copy.onclick = (event) => {
    event.preventDefault(); // the sentence is in sight already
    history.replaceState(null, "", copy.href);
    follow();
    navigator.clipboard?.writeText(copy.href).then(() => { said.textContent = modes.dataset.copied; }, () => {});
  };
  shut.ariaLabel = modes.dataset.close;
  shut.onclick = () => { back(); hide(); };
  const links = make("div", { className: "links" });
  links.append(copy, ...aims, said);
  tip.append(text, links, shut);
  main.append(tip);
  addEventListener("click", tap);
  addEventListener("pointerover", rest);
  addEventListener("keydown", press);
  addEventListener("resize", hide);
}

function tap(event) {
  const unit = unitOf(event);
  // Links keep their work, and selecting text is no tap.
  if (unit && !event.target.closest("a") && !String(getSelection())) shown === unit && pinned ? hide() : open(unit, true);
  else if (!tip.contains(event.target)) hide();
}

// A resting pointer opens the box and can reach it; what a click opened stays.
function rest(event) {
  if (event.pointerType !== "mouse" || (shown && pinned)) return;
  const unit = unitOf(event);
  clearTimeout(timer);
  if (shown ? unit !== shown && !tip.contains(event.target) : unit) timer = setTimeout(unit ? open : hide, 400, unit);
}

function press(event) {
  const at = event.target, unit = unitOf(event), own = at.matches?.(".has");
  if (event.key === "Escape") {
    if (tip.contains(at)) back();
    hide();
  }
  // The box follows its sentence in the order of the tab key, wherever it stands in the page.
  if (event.key === "Tab" && shown) {
    if (at === (event.shiftKey ? copy : shut)) back();
    else if (own && unit === shown && !event.shiftKey) copy.focus();
    else return;
    if (at === shut && !event.shiftKey) hide();
    return event.preventDefault();
  }
  if (!own || event.ctrlKey || event.metaKey || event.altKey) return;
  const left = page.root.dir === "rtl" ? 1 : -1;
  const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1, ArrowLeft: left, ArrowRight: -left }[event.key];
  if (step) move(unit, step);
  else if (event.key === "Enter" || event.key === " ") shown === unit ? hide() : open(unit, true);
  else return;
  event.preventDefault();
}
