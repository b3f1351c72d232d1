// Light or dark, and the language chosen last. Loaded before the first paint, so that a remembered choice does not flash,
// and so that controls which need a script are there at once or not at all.
"use strict";
(() => {
const state = document.documentElement.dataset;
state.js = "";
try {
  state.theme = localStorage.getItem("bitext-theme") || "";
} catch { /* storage may be forbidden; the system's choice holds */ }

const keep = (key, value) => {
  try { localStorage.setItem(key, value); } catch { /* lasts for one page */ }
};

addEventListener("click", (event) => {
  const language = event.target.closest?.(":is(.langs, .languages) a");
  if (language) keep("bitext-locale", language.hreflang); // for the page of all languages
  if (!event.target.closest?.(".shade")) return;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const next = (state.theme || system) === "dark" ? "light" : "dark";
  state.theme = next === system ? "" : next; // at the system's choice, follow the system again
  keep("bitext-theme", state.theme);
});
})();
