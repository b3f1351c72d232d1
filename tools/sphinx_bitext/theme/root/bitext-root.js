// The page of all languages: a reader who comes back goes on in the language chosen last, a new one in the first language
// of the browser that is here. `#choose` or `?choose` shows the list, with its heading in the reader's language.
"use strict";
(() => {
const links = [...document.querySelectorAll(".languages a")];
const tagOf = (link) => link.hreflang;
const parts = (tag) => {
  try { return new Intl.Locale(tag.replace(/^(no|nn)\b/i, "nb")).maximize(); } catch { return {}; }
};

// The same language; of two, the one with the same script, then the same territory.
function nearest(tag) {
  const wanted = parts(tag);
  const rank = (found) => (found.script === wanted.script) * 2 + (found.region === wanted.region);
  const alike = links.map((link) => [link, parts(tagOf(link))]).filter(([, found]) => wanted.language && found.language === wanted.language);
  return alike.sort(([, a], [, b]) => rank(b) - rank(a))[0]?.[0];
}

let stored;
try { stored = localStorage.getItem("bitext-locale"); } catch { /* the browser's languages lead */ }
const wanted = links.find((link) => tagOf(link) === stored) ||
  navigator.languages.map(nearest).find(Boolean);
if (!wanted) return;
if (location.hash !== "#choose" && !new URLSearchParams(location.search).has("choose")) return location.replace(wanted.href);
const heading = document.querySelector("h1");
Object.assign(heading, { textContent: wanted.dataset.choose, lang: wanted.lang, dir: wanted.dir });
wanted.setAttribute("aria-current", "true");
})();
