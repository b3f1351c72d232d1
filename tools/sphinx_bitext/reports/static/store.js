// The segments: shards are fetched by script elements when asked for, and unpacked into rows.
(function () {
  "use strict";
  const BT = window.BT;
  const loaded = new Map();
  const waiting = new Map();

  // Called by data/<locale>.js. The order of the fields is written down in shards.py.
  BT.put = function (tag, articles) {
    const locale = BT.index.locales.find((one) => one.tag === tag);
    if (!locale) return;
    const data = { locale, articles: [], rows: [], byName: new Map() };
    for (const packed of articles) {
      const article = unpackArticle(packed, data);
      data.articles.push(article);
      data.byName.set(article.name, article);
    }
    loaded.set(tag, data);
  };

  function unpackArticle(packed, data) {
    const [name, type, stale, alignedBy, file, origin, proof, changed, rows] = packed;
    const article = {
      name, type, stale: stale === 1, alignedBy, file, origin, proof, changed,
      first: data.rows.length, length: rows.length, flagged: 0, locale: data.locale,
    };
    rows.forEach((row, at) => {
      const findings = row[5].length ? row[5].map((finding) => unpackFinding(finding, file)) : NONE;
      if (findings.length) article.flagged++;
      data.rows.push({
        locale: data.locale, article, at, unit: row[0], source: row[1], target: row[2],
        certainty: row[3], line: row[4], findings, lower: null,
      });
    });
    return article;
  }

  const NONE = Object.freeze([]);

  function unpackFinding(packed, file) {
    const [code, severity, certainty, path, line, column, message, source, target] = packed;
    return { code, severity, certainty, path: path || file, line, column, message, source, target };
  }

  BT.isLoaded = (tag) => loaded.has(tag);

  // -> Promise of {locale, articles, rows, byName}.
  BT.load = function (tag) {
    if (loaded.has(tag)) return Promise.resolve(loaded.get(tag));
    if (!waiting.has(tag)) waiting.set(tag, fetchShard(tag).finally(() => waiting.delete(tag)));
    return waiting.get(tag);
  };

  function fetchShard(tag) {
    const locale = BT.index.locales.find((one) => one.tag === tag);
    const none = BT.index.locales.length ? `This report has no locale “${tag}”.` : "This report has no segments.";
    if (!locale) return Promise.reject(new Error(none));
    return new Promise((resolve, reject) => {
      const script = BT.el("script", { src: locale.file, charset: "utf-8" });
      script.onload = () => {
        script.remove();
        if (loaded.has(tag)) resolve(loaded.get(tag));
        else reject(new Error(`${locale.file} is damaged.`));
      };
      script.onerror = () => reject(new Error(`${locale.file} is missing.`));
      document.head.append(script);
    });
  }

  // "*" is all locales, one after the other so that the page can breathe.
  BT.loadMany = async function (tag) {
    const tags = tag === "*" ? BT.index.locales.map((one) => one.tag) : [tag];
    const data = [];
    for (const one of tags) data.push(await BT.load(one));
    return data;
  };

  BT.loadedData = () => BT.index.locales.filter((one) => loaded.has(one.tag)).map((one) => loaded.get(one.tag));

  BT.articleRows = function (article) {
    return loaded.get(article.locale.tag).rows.slice(article.first, article.first + article.length);
  };

  // The locale to show when the address names none: the first that has findings or rows.
  BT.defaultTag = function () {
    const usable = BT.index.locales.filter((one) => one.rows > 0);
    return ((usable.find((one) => one.target) || usable[0] || BT.index.locales[0]) ?? { tag: "" }).tag;
  };
})();
