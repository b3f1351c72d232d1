// Light or dark. Loaded before the first paint, so that a remembered choice does not flash, and so that controls which
// need a script are there at once or not at all.
"use strict";
(() => {
const state = document.documentElement.dataset;
state.js = "";
try {
  state.theme = localStorage.getItem("bitext-theme") || "";
} catch { /* storage may be forbidden; the system's choice holds */ }

addEventListener("click", (event) => {
  if (!event.target.closest?.(".shade")) return;
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const next = (state.theme || system) === "dark" ? "light" : "dark";
  state.theme = next === system ? "" : next; // at the system's choice, follow the system again
  try {
    localStorage.setItem("bitext-theme", state.theme);
  } catch { /* lasts for one page */ }
});
})();
