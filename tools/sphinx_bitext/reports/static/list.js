// A table of any length: only the rows in sight are in the page, two spacers stand for the others.
(function () {
  "use strict";
  const BT = window.BT;
  const OVERSCAN = 600;
  // Browsers give up on elements of some 17 to 33 million pixels.
  const TALLEST = 15000000;

  // table: element with tbody.spacer, tbody.window, tbody.spacer; draw(item, index) -> tr; guessing() -> a function from item to pixels.
  BT.makeList = function (table, draw, guessing) {
    const [above, below] = Array.from(table.querySelectorAll(".spacer td"));
    const body = table.querySelector(".window");
    let items = [];
    let heights = new Float32Array(0);
    let tops = new Float64Array(1);
    let shown = new Map();
    let pending = 0;

    function stack(from) {
      for (let i = from; i < items.length; i++) tops[i + 1] = tops[i] + heights[i];
    }

    function indexAt(y) {
      let low = 0;
      let high = items.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (tops[middle] <= y) low = middle;
        else high = middle - 1;
      }
      return Math.max(low, 0);
    }

    const origin = () => table.getBoundingClientRect().top + window.scrollY + table.tHead.offsetHeight;

    // Bring the rows in sight into the page, measure them, and keep what the reader looks at where it is.
    function render() {
      pending = 0;
      if (!table.offsetParent) return;
      const start = window.scrollY - origin();
      const anchor = indexAt(Math.max(start, 0));
      const before = tops[anchor];
      for (let turn = 0; turn < 3; turn++) {
        const first = indexAt(start - OVERSCAN);
        const last = items.length ? indexAt(start + window.innerHeight + OVERSCAN) + 1 : 0;
        place(first, last);
        if (!measure(first, last)) break;
      }
      const moved = tops[anchor] - before;
      if (start > 0 && Math.abs(moved) >= 1) window.scrollBy(0, moved);
    }

    function place(first, last) {
      const next = new Map();
      for (const [index, row] of shown) if (index < first || index >= last) row.remove();
      let after = null;
      for (let index = last - 1; index >= first; index--) {
        let row = shown.get(index);
        if (!row) {
          row = draw(items[index], index);
          row.setAttribute("aria-rowindex", index + 2);
          body.insertBefore(row, after);
        }
        next.set(index, row);
        after = row;
      }
      shown = next;
      space(first, last);
    }

    function space(first, last) {
      above.style.height = `${tops[first] || 0}px`;
      below.style.height = `${tops[items.length] - (tops[last] || 0)}px`;
      above.parentNode.parentNode.hidden = !first;
      below.parentNode.parentNode.hidden = last >= items.length;
    }

    // -> whether some height was another than thought.
    function measure(first, last) {
      let changed = -1;
      for (const [index, row] of shown) {
        const height = row.getBoundingClientRect().height;
        if (height && Math.abs(height - heights[index]) > 0.5) {
          heights[index] = height;
          if (changed < 0 || index < changed) changed = index;
        }
      }
      if (changed < 0) return false;
      stack(changed);
      space(first, last);
      return true;
    }

    function reset(next) {
      for (const row of shown.values()) row.remove();
      shown = new Map();
      heights = new Float32Array(next.length);
      const guess = guessing();
      let sum = 0;
      let length = 0;
      for (; length < next.length && sum < TALLEST; length++) sum += heights[length] = guess(next[length]);
      items = length < next.length ? next.slice(0, length) : next;
      tops = new Float64Array(items.length + 1);
      stack(0);
      table.setAttribute("aria-rowcount", items.length + 1);
      render();
    }

    function schedule() {
      if (!pending) pending = requestAnimationFrame(render);
    }

    window.addEventListener("scroll", schedule, { passive: true });
    let width = window.innerWidth;
    window.addEventListener("resize", () => {
      if (window.innerWidth === width) return schedule();
      width = window.innerWidth;
      const keep = indexAt(Math.max(window.scrollY - origin(), 0));
      reset(items);
      if (keep) list.show(keep, true);
    });

    const list = {
      get length() {
        return items.length;
      },
      get items() {
        return items;
      },
      set: reset,
      row: (index) => shown.get(index),
      // Draw a row again, e.g. when it becomes the current one.
      redraw(index) {
        const old = shown.get(index);
        if (!old) return;
        const row = draw(items[index], index);
        row.setAttribute("aria-rowindex", index + 2);
        old.replaceWith(row);
        shown.set(index, row);
      },
      // Scroll until the row is in sight; `top` puts it under the bar at the top.
      show(index, top) {
        const bar = BT.barHeight();
        for (let turn = 0; turn < 3; turn++) {
          const from = origin() + tops[index];
          const to = from + heights[index];
          const seen = from >= window.scrollY + bar && to <= window.scrollY + window.innerHeight - 8;
          if (seen && !(top && turn === 0)) break;
          const under = to > window.scrollY + window.innerHeight && !top && heights[index] < window.innerHeight - bar - 16;
          window.scrollTo(0, under ? to - window.innerHeight + 16 : from - bar - 4);
          render();
        }
      },
      refresh: schedule,
    };
    return list;
  };

  // How much of the window the bars that stay at the top cover.
  BT.barHeight = function () {
    const bar = document.querySelector("section:not([hidden]) .filters .bar");
    return bar ? bar.offsetHeight : 0;
  };
})();
