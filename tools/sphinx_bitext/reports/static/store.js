// The data: scripts fetched when they are needed, kept as columns, made into row objects only where a row is looked at.
// A row has a number, unique in the report: the base of its locale plus its place there. The form of the scripts is
// written down in shards.py.
(function () {
  "use strict";
  const BT = window.BT;
  const loaded = new Map();
  const english = [];
  const waiting = new Map();

  const localeOf = (tag) => BT.index.locales.find((one) => one.tag === tag);

  // ---- called by the scripts

  // data/<locale>.js: articles and flagged rows.
  BT.put = function (tag, json) {
    const locale = localeOf(tag);
    if (!locale) return;
    const packed = JSON.parse(json);
    const data = { locale, articles: [], byName: new Map(), firsts: new Int32Array(packed.articles.length + 1), parts: [] };
    const none = Object.freeze(BT.index.severities.map(() => 0));
    packed.articles.forEach((fields, at) => addArticle(data, fields, packed.base, at, none));
    data.flagged = packed.flagged;
    data.flaggedAt = Int32Array.from(packed.flagged, (row) => data.articles[row[0]].first + row[1]);
    data.lower = new Array(packed.flagged.length);
    for (const row of packed.flagged) {
      const article = data.articles[row[0]];
      article.flagged++;
      if (article.counts === none) article.counts = none.slice();
      for (const finding of row[7]) article.counts[finding[1]]++;
    }
    let article = 0;
    for (const count of packed.parts) {
      const first = data.firsts[article];
      data.parts.push({ article, count, first, rows: data.firsts[article + count] - first, columns: null });
      article += count;
    }
    loaded.set(tag, data);
  };

  function addArticle(data, fields, base, at, none) {
    const [name, length, type, stale, alignedBy, origin, proof, file, changed] = fields;
    const first = data.firsts[at];
    const article = {
      name, type, stale: stale === 1, alignedBy, origin, proof, changed, first, length, at, flagged: 0, counts: none,
      test: null, passes: true,
      file: file || base[0] + name + base[1], locale: data.locale,
    };
    data.firsts[at + 1] = first + length;
    data.articles.push(article);
    data.byName.set(name, article);
  }

  // data/<n>/<locale>.js: all rows of some articles.
  BT.putPart = function (tag, number, json) {
    const columns = JSON.parse(json);
    const part = loaded.get(tag).parts[number];
    part.columns = {
      units: columns.units,
      certainties: columns.certainties,
      lines: sums(columns.lines),
      sources: sums(columns.sources),
      texts: columns.text,
      starts: starts(columns.lengths),
    };
  };

  // data/<n>/english.js: the English of these articles, in all locales.
  BT.putEnglish = function (number, json) {
    const { lengths, text } = JSON.parse(json);
    english[number] = { texts: text, starts: starts(lengths) };
  };

  function sums(steps) {
    const out = new Int32Array(steps.length);
    let sum = 0;
    for (let i = 0; i < steps.length; i++) out[i] = sum += steps[i];
    return out;
  }

  // Where each text begins; one more at the end, so that a text ends one before the next.
  function starts(lengths) {
    const out = new Int32Array(lengths.length + 1);
    for (let i = 0; i < lengths.length; i++) out[i + 1] = out[i] + lengths[i] + 1;
    return out;
  }

  const textAt = (columns, at) => columns.texts.slice(columns.starts[at], columns.starts[at + 1] - 1);

  // ---- loading

  function fetchScript(file, done) {
    if (!waiting.has(file)) {
      const promise = new Promise((resolve, reject) => {
        const script = BT.el("script", { src: file, charset: "utf-8" });
        script.onload = () => {
          script.remove();
          if (done()) resolve();
          else reject(new Error(`${file} is damaged.`));
        };
        script.onerror = () => reject(new Error(`${file} is missing.`));
        document.head.append(script);
      });
      waiting.set(file, promise);
      promise.catch(() => waiting.delete(file));
    }
    return waiting.get(file);
  }

  BT.isLoaded = (tag) => loaded.has(tag);

  BT.loadedData = () => BT.index.locales.filter((one) => loaded.has(one.tag)).map((one) => loaded.get(one.tag));

  // -> Promise of the data of a locale; its texts may still be missing.
  BT.load = async function (tag) {
    const locale = localeOf(tag);
    if (!locale) throw new Error(BT.index.locales.length ? `This report has no locale “${tag}”.` : "This report has no segments.");
    if (!loaded.has(tag)) await fetchScript(`data/${locale.file}`, () => loaded.has(tag));
    return loaded.get(tag);
  };

  // "*" is all locales.
  BT.loadMany = (tag) => Promise.all((tag === "*" ? BT.index.locales.map((one) => one.tag) : [tag]).map(BT.load));

  BT.hasPart = (data, number) => !data.parts[number].rows || (data.parts[number].columns !== null && english[number] !== undefined);

  BT.loadPart = async function (data, number) {
    if (BT.hasPart(data, number)) return;
    const folder = `data/${number + 1}`;
    await Promise.all([
      fetchScript(`${folder}/english.js`, () => english[number] !== undefined),
      fetchScript(`${folder}/${data.locale.file}`, () => data.parts[number].columns !== null),
    ]);
  };

  BT.english = (number) => english[number];

  // ---- rows

  // The last place in an ascending list whose value is not over `value`.
  BT.lastAt = function (list, value, length) {
    let low = 0;
    let high = length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (list[middle] <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  // -> {data, at}: the locale a row number belongs to, and its place there. Only of locales that are loaded.
  BT.locate = function (id) {
    const { locales } = BT.index;
    let low = 0;
    let high = locales.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (locales[middle].base <= id) low = middle;
      else high = middle - 1;
    }
    return { data: loaded.get(locales[low].tag), at: id - locales[low].base };
  };

  BT.articleAt = (data, at) => data.articles[BT.lastAt(data.firsts, at, data.articles.length)];

  BT.partAt = function (data, at) {
    let number = data.parts.length - 1;
    while (number > 0 && data.parts[number].first > at) number--;
    return number;
  };

  // Place in data.flagged of a row, -1 where it has no findings.
  function flaggedIndex(data, at) {
    const { flaggedAt } = data;
    const found = flaggedAt.length ? BT.lastAt(flaggedAt, at, flaggedAt.length) : -1;
    return found >= 0 && flaggedAt[found] === at ? found : -1;
  }

  BT.isFlagged = (data, at) => flaggedIndex(data, at) >= 0;

  // Row number -> row, or null where its text is not loaded.
  BT.rowAt = function (id) {
    const { data, at } = BT.locate(id);
    const article = BT.articleAt(data, at);
    const head = { id, locale: data.locale, article, at: at - article.first };
    const found = flaggedIndex(data, at);
    if (found >= 0) return BT.flaggedRow(data, found, head);
    const number = BT.partAt(data, at);
    if (!BT.hasPart(data, number)) return null;
    const { columns, first } = data.parts[number];
    const i = at - first;
    return {
      ...head,
      unit: unitName(columns.units[i]),
      source: textAt(english[number], columns.sources[i]),
      target: textAt(columns, i),
      certainty: columns.certainties[i] || 0,
      line: columns.lines[i],
      findings: NONE,
    };
  };

  const NONE = Object.freeze([]);
  const unitName = (unit) => (unit ? String(unit) : "");

  BT.flaggedRow = function (data, index, head) {
    const [article, at, unit, source, target, certainty, line, findings, aside] = data.flagged[index];
    const row = {
      ...(head || { id: data.locale.base + data.flaggedAt[index], locale: data.locale, article: data.articles[article], at }),
      unit: unitName(unit), source, target, certainty, line, aside: aside === 1,
    };
    row.findings = findings.map((finding) => unpackFinding(finding, row));
    return row;
  };

  function unpackFinding(packed, row) {
    const [check, severity, certainty, file, line, column, message, source, target, sourceMarks, targetMarks, surprise, isNew] = packed;
    return {
      code: BT.index.checks[check][0], severity, certainty, path: file || row.article.file, line, column, message,
      source: source === 0 ? row.source : source,
      target: target === 0 ? row.target : target,
      sourceMarks: ranges(sourceMarks), targetMarks: ranges(targetMarks), surprise, isNew: isNew === 1,
    };
  }

  function ranges(ends) {
    const out = [];
    for (let i = 0; i + 1 < ends.length; i += 2) out.push({ start: ends[i], end: ends[i + 1] });
    return out;
  }

  // -> Promise of all rows of an article.
  BT.articleRows = async function (data, article) {
    if (!article.length) return [];
    await BT.loadPart(data, BT.partAt(data, article.first));
    return Array.from({ length: article.length }, (_, at) => BT.rowAt(data.locale.base + article.first + at));
  };

  // The locale to show when the address names none: the first target that has rows.
  BT.defaultTag = function () {
    const usable = BT.index.locales.filter((one) => one.rows > 0);
    return ((usable.find((one) => one.target) || usable[0] || BT.index.locales[0]) ?? { tag: "" }).tag;
  };
})();
