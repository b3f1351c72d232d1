// Filters: from the address to a list of rows, and that list as CSV.
(function () {
  "use strict";
  const BT = window.BT;

  BT.FILTERS = ["locale", "check", "severity", "certainty", "type", "stale", "in", "q", "flagged", "sort"];

  // data: loaded locales -> rows that pass.
  BT.filterRows = function (data, values) {
    const wanted = findingTest(values);
    const query = values.q.trim().toLowerCase();
    const flagged = values.flagged === "1";
    const found = [];
    for (const { articles, rows } of data) {
      for (const article of articles) {
        if (!articlePasses(article, values) || ((flagged || wanted) && !article.flagged)) continue;
        for (let i = article.first; i < article.first + article.length; i++) {
          const row = rows[i];
          if ((flagged || wanted) && !row.findings.length) continue;
          if (wanted && !row.findings.some(wanted)) continue;
          if (query && !textOf(row).includes(query)) continue;
          found.push(row);
        }
      }
    }
    if (values.sort === "worst") sortWorst(found);
    return found;
  };

  // One finding must pass check, severity and certainty together. null: nothing is asked of findings.
  function findingTest({ check, severity, certainty }) {
    if (!check && !severity && !certainty) return null;
    const rank = BT.index.severities.indexOf(severity);
    const sure = BT.index.certainties.indexOf(certainty);
    return (finding) =>
      (!check || finding.code === check) && (!severity || finding.severity === rank) && (!certainty || finding.certainty === sure);
  }

  function articlePasses(article, values) {
    if (values.type && (article.type || "-") !== values.type) return false;
    if (values.stale && article.stale !== (values.stale === "yes")) return false;
    return !values.in || article.name.toLowerCase().includes(values.in.trim().toLowerCase());
  }

  // Lower case is made once, when the first text is looked for.
  function textOf(row) {
    if (row.lower === null) {
      const messages = row.findings.map((finding) => finding.message);
      row.lower = [row.unit, row.source, row.target, ...messages].join("\n").toLowerCase();
    }
    return row.lower;
  }

  function sortWorst(rows) {
    const rank = (row) => row.findings.reduce((worst, one) => Math.min(worst, one.severity * 4 + one.certainty), 99);
    const ranks = new Map(rows.map((row) => [row, rank(row)]));
    rows.sort((a, b) => ranks.get(a) - ranks.get(b));
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

  const COLUMNS = [
    "locale", "article", "unit", "translation_type", "stale", "path", "line", "column",
    "code", "severity", "certainty", "message", "source", "target",
  ];

  // One line a finding, one line a segment that has none. UTF-8 with a mark at the start, so that spreadsheets read it.
  BT.csv = function (rows) {
    const lines = [COLUMNS.join(",")];
    for (const row of rows) {
      const { article } = row;
      const head = [row.locale.tag, article.name, row.unit, article.type, article.stale ? "yes" : "no"];
      const bodies = row.findings.length
        ? row.findings.map((one) => [
            one.path, one.line, one.column, one.code, BT.index.severities[one.severity],
            BT.index.certainties[one.certainty], one.message,
          ])
        : [[article.file, row.line || "", "", "", "", "", ""]];
      for (const body of bodies) lines.push([...head, ...body, row.source, row.target].map(field).join(","));
    }
    return "\ufeff" + lines.join("\r\n") + "\r\n";
  };

  // A text that a spreadsheet would take for a formula is made text.
  function field(value) {
    let text = String(value);
    if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }

  BT.download = function (name, text) {
    const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const link = BT.el("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };
})();
