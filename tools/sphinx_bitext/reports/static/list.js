// A table of any length: only the rows in sight are in the page, two spacers stand for the others.
(function () {
  "use strict";
  const BT = window.BT;
  const OVERSCAN = 600;

  // Browsers give up on elements of some 17 to 33 million pixels: longer lists are shown in stretches of so many rows.
  BT.STRETCH = 50000;

  // table: element with tbody.spacer, tbody.window, tbody.spacer; draw(index) -> tr; guess() -> pixels of a row not seen yet.
  BT.makeList = function (table, draw, guess) {
    const [above, below] = Array.from(table.querySelectorAll(".spacer td"));
    const body = table.querySelector(".window");
    let length = 0;
    let heights = new Float32Array(0);
    let tops = new Float64Array(1);
    let shown = new Map();
    let pending = 0;
    // Who scrolls to the end stays there while rows get their real heights.
    let atEnd = false;

    function stack(from) {
      for (let i = from; i < length; i++) tops[i + 1] = tops[i] + heights[i];
    }

    const indexAt = (y) => BT.lastAt(tops, y, length);

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
        const last = length ? indexAt(start + window.innerHeight + OVERSCAN) + 1 : 0;
        place(first, last);
        if (!measure(first, last)) break;
      }
      const moved = tops[anchor] - before;
      if (atEnd) window.scrollTo(0, document.documentElement.scrollHeight);
      else if (start > 0 && Math.abs(moved) >= 1) window.scrollBy(0, moved);
    }

    function place(first, last) {
      const next = new Map();
      for (const [index, row] of shown) if (index < first || index >= last) row.remove();
      let after = null;
      for (let index = last - 1; index >= first; index--) {
        let row = shown.get(index);
        if (!row) {
          row = draw(index);
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
      below.style.height = `${tops[length] - (tops[last] || 0)}px`;
      above.parentNode.parentNode.hidden = !first;
      below.parentNode.parentNode.hidden = last >= length;
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

    // Show `next` rows. Those that stay the same (`same` of them, from the first on) stay as they are.
    function reset(next, same) {
      atEnd = false;
      const old = heights;
      for (const [index, row] of shown) {
        if (index < same) continue;
        row.remove();
        shown.delete(index);
      }
      heights = new Float32Array(next).fill(guess());
      heights.set(old.subarray(0, Math.min(same, length)));
      length = next;
      tops = new Float64Array(length + 1);
      stack(0);
      table.setAttribute("aria-rowcount", length + 1);
      render();
    }

    function schedule() {
      if (!pending) pending = requestAnimationFrame(render);
    }

    window.addEventListener("scroll", () => {
      atEnd = window.scrollY > 0 && window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 2;
      schedule();
    }, { passive: true });
    let width = window.innerWidth;
    window.addEventListener("resize", () => {
      if (window.innerWidth === width) return schedule();
      width = window.innerWidth;
      const keep = indexAt(Math.max(window.scrollY - origin(), 0));
      reset(length, 0);
      if (keep) list.show(keep, true);
    });

    const list = {
      get length() {
        return length;
      },
      set: reset,
      row: (index) => shown.get(index),
      get indices() {
        return Array.from(shown.keys());
      },
      // Draw a row again, e.g. when it becomes the current one.
      redraw(index) {
        const old = shown.get(index);
        if (!old) return;
        const row = draw(index);
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
