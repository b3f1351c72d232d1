// The rows of the current filter as CSV (RFC 4180).
(function () {
  "use strict";
  const BT = window.BT;

  const COLUMNS = [
    "locale", "article", "unit", "translation_type", "stale", "path", "line", "column",
    "code", "severity", "certainty", "surprise", "message", "source", "target", "link",
  ];

  // -> Promise of a Blob. One line a finding, one line a segment that has none. UTF-8 with a mark at the start, so that
  // spreadsheets read it right. Texts that are not loaded are fetched.
  BT.csv = async function (ids) {
    const pieces = ["\ufeff" + COLUMNS.join(",") + "\r\n"];
    let lines = [];
    for (const id of ids) {
      let row = BT.rowAt(id);
      if (!row) {
        const { data, at } = BT.locate(id);
        await BT.loadPart(data, BT.partAt(data, at));
        row = BT.rowAt(id);
      }
      for (const fields of records(row)) lines.push(fields.map(field).join(",") + "\r\n");
      if (lines.length > 5000) {
        pieces.push(lines.join(""));
        lines = [];
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
    return new Blob([...pieces, ...lines], { type: "text/csv;charset=utf-8" });
  };

  function records(row) {
    const { article } = row;
    const head = [row.locale.tag, article.name, row.unit, article.type, article.stale ? "yes" : "no"];
    const tail = [row.source, row.target, BT.absolute(BT.rowHash(row))];
    if (!row.findings.length) return [[...head, article.file, row.line || "", "", "", "", "", "", "", ...tail]];
    return row.findings.map((one) => [
      ...head, one.path, one.line, one.column, one.code, BT.index.severities[one.severity],
      BT.index.certainties[one.certainty], one.surprise || "", one.message, ...tail,
    ]);
  }

  // A text that a spreadsheet would take for a formula is made text; what it may take for the end of a field is quoted.
  function field(value) {
    let text = String(value);
    if (typeof value === "string" && /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text)) text = `'${text}`;
    return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }

  BT.download = function (name, blob) {
    const url = URL.createObjectURL(blob);
    const link = BT.el("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };
})();
