// Filters: from the address to the numbers of the rows that pass. What has findings comes first and at once; the
// texts of other rows are looked through piece by piece, so that the page never waits.
(function () {
  "use strict";
  const BT = window.BT;

  BT.FILTERS = ["locale", "check", "severity", "certainty", "new", "type", "stale", "in", "q", "flagged", "sort"];

  // Longest piece of work before the page may draw, in milliseconds.
  const SLICE = 24;
  // How many scripts are fetched before they are needed.
  const AHEAD = 8;

  // A list of row numbers that grows.
  class Numbers {
    constructor(expected) {
      this.length = 0;
      this.all = new Uint32Array(expected);
    }
    room(count) {
      if (this.length + count <= this.all.length) return;
      const bigger = new Uint32Array(Math.max(this.length + count, this.all.length * 2));
      bigger.set(this.all.subarray(0, this.length));
      this.all = bigger;
    }
    push(number) {
      this.room(1);
      this.all[this.length++] = number;
    }
    range(from, to) {
      this.room(to - from);
      for (let i = from; i < to; i++) this.all[this.length++] = i;
    }
    get numbers() {
      return this.all.subarray(0, this.length);
    }
  }

  // data: locales. tell(numbers, done) is called with what is found so far, at least once, and last with done = true;
  // it returns false when nobody wants to know any more.
  BT.filterRows = async function (data, values, tell) {
    const test = makeTest(values);
    const most = data.reduce((sum, one) => sum + one.locale.rows, 0);
    const found = new Numbers(test.findingsOnly || test.query ? 1024 : most);
    const worst = values.sort !== "read";
    if (worst || test.findingsOnly) for (const id of flaggedRows(data, test, worst)) found.push(id);
    if (test.findingsOnly) return tell(found.numbers, true);
    let began = performance.now();
    for (const one of data) {
      for (let number = 0; number < one.parts.length; number++) {
        if (test.query && !BT.hasPart(one, number) && partPasses(one, number, test)) {
          if (!tell(found.numbers, false)) return false;
          for (let ahead = 1; ahead <= AHEAD && number + ahead < one.parts.length; ahead++) {
            if (partPasses(one, number + ahead, test)) BT.loadPart(one, number + ahead).catch(() => {});
          }
          await BT.loadPart(one, number);
        }
        if (performance.now() - began > SLICE) {
          if (!tell(found.numbers, false)) return false;
          await new Promise((resolve) => setTimeout(resolve));
          began = performance.now();
        }
        scanPart(one, number, test, worst, found);
      }
    }
    return tell(found.numbers, true);
  };

  function makeTest(values) {
    const query = BT.cleanQuery(values.q);
    const finding = findingTest(values);
    return {
      finding, query, values,
      findingsOnly: values.flagged === "1" || finding !== null,
      pattern: query ? new RegExp(query.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&"), "gi") : null,
      within: values.in.trim().toLowerCase(),
      english: new Map(),
    };
  }

  BT.cleanQuery = (text) => text.trim().replace(/\s/g, " ").toLowerCase();

  // One finding must pass check, severity, certainty and newness together. null: nothing is asked of findings.
  function findingTest({ check, severity, certainty, new: fresh }) {
    if (!check && !severity && !certainty && !fresh) return null;
    const code = BT.index.checks.findIndex((one) => one[0] === check);
    const rank = BT.index.severities.indexOf(severity);
    const sure = BT.index.certainties.indexOf(certainty);
    return (packed) =>
      (!check || packed[0] === code) && (!severity || packed[1] === rank) && (!certainty || packed[2] === sure) &&
      (!fresh || packed[12] === 1);
  }

  // Asked for every flagged row, so each article keeps its answer.
  function articlePasses(article, test) {
    if (article.test !== test) {
      article.test = test;
      article.passes = isWanted(article, test);
    }
    return article.passes;
  }

  function isWanted(article, { values, within }) {
    if (values.type && (article.type || "-") !== values.type) return false;
    if (values.stale && article.stale !== (values.stale === "yes")) return false;
    return !within || article.name.toLowerCase().includes(within);
  }

  function partPasses(data, number, test) {
    const { article, count } = data.parts[number];
    for (let i = article; i < article + count; i++) if (articlePasses(data.articles[i], test)) return true;
    return false;
  }

  // ---- rows with findings

  function flaggedPasses(data, index, test) {
    const row = data.flagged[index];
    if (!articlePasses(data.articles[row[0]], test)) return false;
    if (test.finding && !row[7].some(test.finding)) return false;
    return !test.query || lowerText(data, index).includes(test.query);
  }

  // Lower case is made once, when the first text is looked for.
  function lowerText(data, index) {
    if (data.lower[index] === undefined) {
      const row = data.flagged[index];
      data.lower[index] = [row[2], row[3], row[4], ...row[7].map((finding) => finding[6])].join("\n").toLowerCase();
    }
    return data.lower[index];
  }

  // Numbers of flagged rows that pass; `worst`: by the worst of the findings asked for, most surprising first.
  function flaggedRows(data, test, worst) {
    const found = [];
    for (const one of data) {
      for (let i = 0; i < one.flagged.length; i++) {
        if (!flaggedPasses(one, i, test)) continue;
        const [rank, surprise] = worst ? weight(one.flagged[i][7], test.finding) : [0, 0];
        found.push({ id: one.locale.base + one.flaggedAt[i], rank, surprise });
      }
    }
    if (worst) found.sort((a, b) => a.rank - b.rank || b.surprise - a.surprise || a.id - b.id);
    return found.map((one) => one.id);
  }

  function weight(findings, wanted) {
    let rank = 99;
    let surprise = 0;
    for (const finding of findings) {
      if (wanted && !wanted(finding)) continue;
      const own = finding[1] * 4 + finding[2];
      if (own < rank) [rank, surprise] = [own, finding[11]];
      else if (own === rank && finding[11] > surprise) surprise = finding[11];
    }
    return [rank, surprise];
  }

  // ---- all rows

  function scanPart(data, number, test, worst, found) {
    const part = data.parts[number];
    if (!part.rows) return;
    const hits = test.query && BT.hasPart(data, number) ? textHits(part, number, test) : null;
    const { base } = data.locale;
    const { flaggedAt } = data;
    let next = BT.lastAt(flaggedAt, part.first, flaggedAt.length);
    while (next < flaggedAt.length && flaggedAt[next] < part.first) next++;
    for (let i = part.article; i < part.article + part.count; i++) {
      const article = data.articles[i];
      const end = article.first + article.length;
      const passes = articlePasses(article, test);
      let at = article.first;
      while (at < end) {
        const stop = next < flaggedAt.length && flaggedAt[next] < end ? flaggedAt[next] : end;
        if (passes) take(found, base, at, stop, hits, part.first);
        if (stop < end) {
          if (passes && !worst && flaggedPasses(data, next, test)) found.push(base + stop);
          next++;
        }
        at = stop + 1;
      }
    }
  }

  function take(found, base, from, to, hits, first) {
    if (!hits) found.range(base + from, base + to);
    else for (let at = from; at < to; at++) if (hits[at - first]) found.push(base + at);
  }

  // -> one byte a row: whether its unit, English or translation has the text that is looked for.
  function textHits(part, number, test) {
    const { columns } = part;
    const hits = new Uint8Array(part.rows);
    if (!test.english.has(number)) {
      const sentences = BT.english(number);
      const own = new Uint8Array(sentences.starts.length - 1);
      search(sentences, test.pattern, own);
      test.english.set(number, own);
    }
    const sources = test.english.get(number);
    search(columns, test.pattern, hits);
    const unit = /^p?\d+$/.test(test.query) ? test.query : null;
    for (let i = 0; i < hits.length; i++) {
      if (sources[columns.sources[i]] || (unit && String(columns.units[i]) === unit)) hits[i] = 1;
    }
    return hits;
  }

  // All texts lie in one string with a line end between two, which no query holds: one search finds them all.
  function search({ texts, starts }, pattern, hits) {
    let at = 0;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(texts); match; match = pattern.exec(texts)) {
      while (starts[at + 1] <= match.index) at++;
      hits[at] = 1;
      pattern.lastIndex = starts[at + 1];
    }
  }

  // Folders of the loaded articles with a slash at the end, most articles first.
  BT.folders = function (data) {
    const counts = new Map();
    for (const { articles } of data) {
      for (const { name } of articles) {
        const folder = name.slice(0, name.lastIndexOf("/") + 1);
        if (folder) counts.set(folder, (counts.get(folder) || 0) + 1);
      }
    }
    return Array.from(counts.keys()).sort((a, b) => counts.get(b) - counts.get(a)).slice(0, 200);
  };
})();
