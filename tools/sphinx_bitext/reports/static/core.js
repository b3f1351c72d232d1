// The namespace of the report and its one way of making elements: text goes in as text, never as markup.
(function () {
  "use strict";

  const BT = (window.BT = { index: null });

  // el("td", {class: "n", lang: "sv"}, "text", node, [nodes]) -> element. Attributes that are null or false are left out.
  BT.el = function (name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (typeof value === "function") element.addEventListener(key, value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    append(element, children);
    return element;
  };

  function append(element, children) {
    for (const child of children) {
      if (Array.isArray(child)) append(element, child);
      else if (child !== null && child !== undefined && child !== false) element.append(child);
    }
  }

  BT.byId = (id) => document.getElementById(id);

  BT.number = (value) => value.toLocaleString("en-US");

  BT.counted = (value, one, many) => `${BT.number(value)} ${value === 1 ? one : many || one + "s"}`;

  let toastTimer = 0;
  // Say something for a moment, to eyes and screen readers.
  BT.say = function (text) {
    const toast = BT.byId("toast");
    toast.textContent = text;
    toast.classList.add("shown");
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => {
      toast.classList.remove("shown");
      toast.textContent = "";
    }, 2500);
  };

  // Copy text; from file:// the clipboard interface may be missing, so the old way stands behind it.
  BT.copy = async function (text, what) {
    try {
      await navigator.clipboard.writeText(text);
      BT.say(`${what} copied`);
      return;
    } catch {
      // Not allowed here: select and copy.
    }
    const field = BT.el("textarea", { class: "hidden", "aria-hidden": "true" });
    field.value = text;
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (focused) focused.focus({ preventScroll: true });
    BT.say(done ? `${what} copied` : text);
  };

  // Called by data/index.js; deferred scripts run in order, so the page is there.
  BT.begin = function (index) {
    let base = 0;
    for (const locale of index.locales) {
      locale.base = base;
      base += locale.rows;
      Object.freeze(locale);
    }
    BT.index = index;
    BT.start();
  };
})();
