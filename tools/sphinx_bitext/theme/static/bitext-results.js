// Search in the articles of this locale, on the index that Pagefind made. Loaded by bitext-search.js.
const box = document.querySelector(".find"), { index, count, none, failed, mt, en } = box.dataset;
const input = box.querySelector("input"), status = box.querySelector("[role=status]"), panel = box.querySelector(".found");
const kind = box.querySelector("select"), empty = box.querySelector(".none"), list = box.querySelector("ul");
const kinds = { MT: mt, EN: en };
let engine, asked = 0, timer;

// Scripts without spaces are cut as in publish/searchable.py.
const TIGHT = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}", LOOSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff";
const RUN = new RegExp(`[${TIGHT}]+|[${LOOSE}]+`, "gu"), TIGHT_ONE = new RegExp(`[${TIGHT}]`, "u"), PIECE = /^x((?:[0-9a-f]{5})+)\.?$/;
const GLUE = "\u2060";
const fold = (text) => text.normalize("NFKC").toLowerCase();

function pieces(run) {
  const all = Array.from(run, (one) => one.codePointAt(0).toString(16).padStart(5, "0"));
  const size = TIGHT_ONE.test(run) ? 2 : 3, last = Math.max(0, all.length - size);
  return ` ${all.slice(0, last + 1).map((_, at) => `x${all.slice(at, at + size).join("")}`).join(" ")} `;
}

// Back to what a reader can read: nodes of text, with <mark> around what was found.
function excerpt(text) {
  const out = [];
  let space = false, left = 0;
  const add = (part, marked) => {
    const last = out.at(-1);
    if (last && last[1] === marked) last[0] += part;
    else out.push([part, marked]);
  };
  for (const token of text.split(" ").filter(Boolean)) {
    const marked = token.startsWith("<mark>"), word = token.replace(/<\/?mark>/g, "");
    if (word === GLUE) { space = false; continue; }
    if (space) add(" ", false);
    space = true;
    const [, piece] = word.match(PIECE) || []; // Pagefind ends each block with a full stop
    if (piece) {
      if (marked) left = piece.length / 5;
      add(String.fromCodePoint(parseInt(piece.slice(0, 5), 16)), left-- > 0);
      space = piece.length === 5;
    } else {
      left = 0;
      add(word.replace(/([\u05d0-\u05ea]+)(\|[\u05d0-\u05ea]+)+/g, "$1").replace(/&lt;/g, "<").replace(/&gt;/g, ">"), marked);
    }
  }
  return out.map(([part, marked], at) => {
    if (!marked) return at ? part : part.replace(/^\p{M}+/u, "");
    const mark = document.createElement("mark");
    mark.textContent = part;
    return mark;
  });
}

async function load() {
  const bundle = new URL(index, document.baseURI), found = await import(new URL("pagefind.js", bundle));
  const long = /^(ja|zh|th|lo|km|my)/.test(document.documentElement.lang) ? 90 : 30;
  await found.options({ baseUrl: new URL("..", bundle).pathname, excerptLength: long, ranking: { metaWeights: { title: 20, words: 20 } } });
  const { mt } = await found.filters();
  kind.hidden = !mt || !(await found.search(null, { filters: { not: { mt: "1" } } })).results.length;
  return found;
}

function start() {
  engine ||= load();
  engine.catch(() => { engine = undefined; }); // the next try may succeed
  return engine;
}

// Whole words in a title first, then parts of words in a title, then as Pagefind ranks.
function place(title, text) {
  const whole = new RegExp(`(?<!\\p{L})${text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}(?!\\p{L})`, "u");
  return whole.test(fold(title)) ? 0 : fold(title).includes(text) ? 1 : 2;
}

export async function search(text, only = "", limit = 12) {
  const words = fold(text).trim(), filters = { "": {}, MT: { mt: "1" }, HT: { not: { mt: "1" } } }[only];
  const { results } = await (await start()).search(words.replace(RUN, pieces), { filters });
  const items = await Promise.all(results.slice(0, limit).map((one) => one.data()));
  for (const item of items) [item.type, item.section] = told(item.meta.about);
  items.sort((a, b) => place(a.meta.title, words) - place(b.meta.title, words));
  return { count: results.length, items: only === "HT" ? items.filter(({ type }) => type !== "EN") : items };
}

// What a page says of itself, spelled by publish/searchable.py.
function told(about = "") {
  const bytes = about.slice(1).match(/../g) || [];
  return new TextDecoder().decode(Uint8Array.from(bytes, (one) => parseInt(one, 16))).split("\n");
}

function row({ url, meta, type, section, excerpt: text }) {
  const item = document.createElement("li"), link = document.createElement("a"), title = document.createElement("b");
  const about = document.createElement("small"), part = document.createElement("span");
  link.href = url;
  title.textContent = meta.title;
  if (type === "EN") title.lang = part.lang = "en";
  part.append(...excerpt(text));
  about.textContent = [section, kinds[type]].filter(Boolean).join(" · ");
  link.append(title, part, about);
  item.append(link);
  return item;
}

function show(items, said) {
  list.replaceChildren(...items.map(row));
  status.textContent = said;
  empty.textContent = items.length ? "" : said;
  empty.hidden = items.length > 0;
  panel.hidden = false;
}

async function find() {
  const mine = ++asked, text = input.value.trim();
  if (!text) return close();
  try {
    const { count: all, items } = await search(text, kind.value);
    if (mine === asked) show(items, all ? count.replace("{count}", all) : none);
  } catch {
    if (mine === asked) show([], failed);
  }
}

function close() {
  asked++;
  panel.hidden = true;
  status.textContent = "";
}

input.addEventListener("focus", () => {
  if (input.value && panel.hidden) find();
});
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(find, 150);
});
kind.addEventListener("change", find);
box.addEventListener("focusout", (event) => { if (event.relatedTarget && !box.contains(event.relatedTarget)) close(); });
addEventListener("click", (event) => { if (!box.contains(event.target)) close(); });
box.addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
  if (event.isComposing) return;
  if (event.key === "Escape" && !panel.hidden) { input.focus(); close(); }
  else if (event.key === "ArrowDown" && event.target !== kind) (links[at + 1] || links[at])?.focus();
  else if (event.key === "ArrowUp" && event.target !== kind) (links[at - 1] || input).focus();
  else if (event.key === "Enter" && event.target === input && !panel.hidden) links[0]?.click();
  else return;
  event.preventDefault();
});
start();
if (input.value) find();
