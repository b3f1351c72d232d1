// Segment text as nodes: tokens that keep their direction, characters nobody can see, and what differs between the sides.
(function () {
  "use strict";
  const BT = window.BT;

  // Links and e-mail, code, placeholders, strong marks, numbers: what must usually be the same on both sides.
  const TOKEN = new RegExp(
    [
      "(?<url>(?:https?|mailto|ftp):[^\\s)<>\\]]+|(?<=\\]\\()[^\\s)]+)",
      "(?<code>`+[^`]+`+)",
      "(?<slot>\\{[\\w.:$-]{0,40}\\}|%(?:\\d+\\$)?[sdf]|<\\/?[a-zA-Z][^<>]{0,200}>)",
      "(?<strong>\\*\\*|__)",
      "(?<number>[\\p{Nd}](?:[\\p{Nd}.,:\\u066b\\u066c]*[\\p{Nd}])?)",
    ].join("|"),
    "gu"
  );
  const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu;

  // Numbers are compared by their digits alone: 0.25, 0,25 and ٠٫٢٥ are one. These are the zeros of the scripts in use.
  const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10];
  function digits(text) {
    return text.replace(/[^\x00-\x7f]/gu, (char) => {
      const point = char.codePointAt(0);
      const zero = ZEROS.find((start) => point >= start && point < start + 10);
      return zero === undefined ? char : String(point - zero);
    }).replace(/[.,:\u066b\u066c]/g, "");
  }

  function tokens(text) {
    return Array.from(text.matchAll(TOKEN), (match) => {
      const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
      const key = kind === "number" ? digits(match[0]) : kind === "strong" ? "**" : match[0];
      return { start: match.index, end: match.index + match[0].length, kind, key };
    });
  }

  function counts(list) {
    const found = new Map();
    for (const token of list) found.set(token.key, (found.get(token.key) || 0) + 1);
    return found;
  }

  // Ranges of tokens in `text` that `other` does not have as often.
  function surplus(text, other) {
    const left = counts(tokens(other));
    const mine = tokens(text);
    const all = counts(mine);
    return mine.filter((token) => {
      if (token.kind === "strong") return all.get("**") !== (left.get("**") || 0);
      const rest = left.get(token.key) || 0;
      left.set(token.key, rest - 1);
      return rest <= 0;
    });
  }

  const isWord = (char) => char !== undefined && /[\p{L}\p{Nd}]/u.test(char);

  // Every place of `part` in `text`, when it is a real part and not the whole. The 3 of 13 is no place of 3.
  function places(text, part) {
    const found = [];
    const wanted = part.trim();
    if (!wanted || wanted === text.trim()) return found;
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const end = at + wanted.length;
      const cut = (isWord(wanted[0]) && isWord(text[at - 1])) || (isWord(wanted[wanted.length - 1]) && isWord(text[end]));
      if (!cut) found.push({ start: at, end });
    }
    return found;
  }

  // Ranges that touch or overlap, as one.
  function merged(ranges) {
    const out = [];
    for (const { start, end } of ranges.slice().sort((a, b) => a.start - b.start)) {
      const last = out[out.length - 1];
      if (last && start <= last.end) last.end = Math.max(last.end, end);
      else out.push({ start, end });
    }
    return out;
  }

  // What to mark on the two sides of a row: what its findings say differs. Where a finding does not say, what it quotes
  // and the tokens one side lacks.
  BT.rowMarks = function (row) {
    const source = [];
    const target = [];
    const vague = [];
    for (const finding of row.findings) {
      const before = source.length + target.length;
      source.push(...moved(finding.sourceMarks, finding.source, row.source));
      target.push(...moved(finding.targetMarks, finding.target, row.target));
      if (source.length + target.length === before) vague.push(finding);
    }
    if (vague.length) {
      const quoted = vague.flatMap((finding) => [finding.source, finding.target]).filter(Boolean);
      const both = row.source && row.target;
      const pick = (text) => quoted.flatMap((part) => places(text, part));
      source.push(...pick(row.source), ...(both ? surplus(row.source, row.target) : []));
      target.push(...pick(row.target), ...(both ? surplus(row.target, row.source) : []));
    }
    return { source: merged(source), target: merged(target) };
  };

  // Marks in `part` as marks in `text`, which holds it.
  function moved(marks, part, text) {
    const by = marks.length ? text.indexOf(part) : -1;
    if (by < 0) return [];
    return marks.filter(({ start, end }) => start <= end && end <= part.length).map(({ start, end }) => ({ start: start + by, end: end + by }));
  }

  // What to mark in a translation set beside its English, whatever the checks said.
  BT.pairMarks = (row) => merged((row.source && row.target ? surplus(row.target, row.source) : []).concat(BT.rowMarks(row).target));

  // Whether the two sides of a row have the same numbers, links, code and placeholders.
  BT.isEven = (row) => !surplus(row.target, row.source).length && !surplus(row.source, row.target).length;

  // Text without one letter of a right-to-left script reads left to right, in an Arabic article too: it is not translated.
  BT.directionOf = (text, dir) =>
    dir === "rtl" && /\p{Script=Latin}/u.test(text) && !/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{1e900}-\u{1e95f}]/u.test(text) ? "ltr" : dir;

  function plain(text) {
    const nodes = [];
    let at = 0;
    for (const match of text.matchAll(HIDDEN)) {
      if (match.index > at) nodes.push(text.slice(at, match.index));
      const name = "U+" + match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      nodes.push(BT.el("span", { class: "ctl" }, name));
      at = match.index + match[0].length;
    }
    if (at < text.length) nodes.push(text.slice(at));
    return nodes;
  }

  // Text as nodes: `marks` are ranges to mark, `query` (lower case) is what the reader looks for.
  BT.textNodes = function (text, marks, query) {
    const isolated = tokens(text).filter((token) => token.kind === "url" || token.kind === "code" || token.kind === "slot");
    const found = [];
    const lower = query ? text.toLowerCase() : "";
    if (query && lower.length === text.length) {
      for (let at = lower.indexOf(query); at >= 0; at = lower.indexOf(query, at + query.length)) {
        found.push({ start: at, end: at + query.length });
      }
    }
    const nodes = [];
    let at = 0;
    const emit = (end, wrap) => {
      if (end > at) nodes.push(wrap ? wrap(pieces(text, at, end, marks, found)) : pieces(text, at, end, marks, found));
      at = Math.max(at, end);
    };
    for (const token of isolated) {
      emit(token.start);
      emit(token.end, (inner) => BT.el("bdi", { dir: "ltr", class: token.kind }, inner));
    }
    emit(text.length);
    return nodes.flat();
  };

  // A message of a check: what it quotes keeps its own direction, so that two quotations do not change places.
  BT.messageNodes = (text) =>
    text.split(/("[^"]*")/).map((part) => (part[0] === '"' ? BT.el("bdi", null, BT.textNodes(part, [], "")) : BT.textNodes(part, [], "")));

  // text[from..to) cut at the edges of marks and hits.
  function pieces(text, from, to, marks, found) {
    const edges = new Set([from, to]);
    for (const range of marks.concat(found)) {
      if (range.start > from && range.start < to) edges.add(range.start);
      if (range.end > from && range.end < to) edges.add(range.end);
    }
    const sorted = Array.from(edges).sort((a, b) => a - b);
    const nodes = [];
    const gap = (at) => marks.some(({ start, end }) => start === at && end === at) && nodes.push(BT.el("mark", { class: "only gap" }));
    for (let i = 0; i + 1 < sorted.length; i++) {
      gap(sorted[i]);
      const covers = (range) => range.start <= sorted[i] && range.end >= sorted[i + 1];
      const part = text.slice(sorted[i], sorted[i + 1]);
      const kind = marks.some(covers) ? (part.trim() ? "only" : "only blank") : found.some(covers) ? "hit" : "";
      nodes.push(kind ? BT.el("mark", { class: kind }, plain(part)) : plain(part));
    }
    if (to === text.length) gap(to);
    return nodes.flat();
  }

  // Words of two sentences as [kind, text], kind one of "same", "gone", "new".
  BT.wordDiff = function (before, after) {
    const a = before.split(/(\s+)/);
    const b = after.split(/(\s+)/);
    if (a.length * b.length > 250000) return [["gone", before], ["new", after]];
    const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
    for (let i = a.length - 1; i >= 0; i--) {
      for (let j = b.length - 1; j >= 0; j--) {
        table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
      }
    }
    const runs = [];
    const push = (kind, text) => {
      const last = runs[runs.length - 1];
      if (last && last[0] === kind) last[1] += text;
      else if (text) runs.push([kind, text]);
    };
    let i = 0;
    let j = 0;
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) {
        push("same", a[i]);
        i++;
        j++;
      } else if (j >= b.length || (i < a.length && table[i + 1][j] >= table[i][j + 1])) push("gone", a[i++]);
      else push("new", b[j++]);
    }
    return runs;
  };

  BT.diffNodes = (before, after) =>
    BT.wordDiff(before, after).map(([kind, text]) =>
      kind === "same" ? plain(text) : BT.el(kind === "gone" ? "del" : "ins", null, plain(text))
    );
})();
