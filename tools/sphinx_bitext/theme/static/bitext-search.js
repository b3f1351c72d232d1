// The search box. What a search needs is fetched when a reader first goes to the box.
const box = document.querySelector(".find"), input = box.querySelector("input");
input.addEventListener("focus", () => {
  import(new URL(box.dataset.script, document.baseURI)).catch(() => {
    box.querySelector("[role=status]").textContent = box.dataset.failed;
  });
}, { once: true });
addEventListener("keydown", (event) => {
  const busy = event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input:not([type=radio]), textarea, select");
  if (event.key !== "/" || busy) return;
  event.preventDefault();
  input.focus();
});
box.dataset.on = "";
