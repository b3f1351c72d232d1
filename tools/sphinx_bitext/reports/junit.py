"""JUnit XML: one suite a locale, for the test view of any CI server.

It keeps to the stricter of the two schemas in use (that of Ant's JUnit task), so that it is valid under both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from sphinx_bitext.model import Finding, Severity
from sphinx_bitext.reports.outcome import Outcome
from sphinx_bitext.reports.places import label
from sphinx_bitext.reports.safe import counted, visible
from sphinx_bitext.reports.text import finding_line

_NOT_XML_RE = re.compile("[\ufffe\uffff]")
_NO_TIME = "0"


def render_junit(outcome: Outcome, *, fail_on: str, moment: str) -> str:
    """Return the run as XML text, ending in a line end.

    A case is one code in one article. It fails where a finding is at least as severe as `fail_on` (or `never`) and is
    skipped otherwise; a check that finds nothing in a locale is a case that passes. `moment` is the time of the run
    as the schema wants it, `2026-01-31T12:00:00`.
    """
    root = etree.Element("testsuites")
    by_locale: dict[str, list[Finding]] = {one.locale: [] for one in outcome.summary.locales}
    for finding in outcome.findings:
        by_locale.setdefault(finding.locale, []).append(finding)
    silenced: dict[str, int] = {}
    for one in outcome.silenced:
        silenced[one.finding.locale] = silenced.get(one.finding.locale, 0) + 1
    codes = [check.code for check in outcome.checks]
    limit = -1 if fail_on == "never" else Severity(fail_on).rank
    for number, (locale, findings) in enumerate(by_locale.items()):
        name = _xml(label(locale)).strip() or "-"
        suite = etree.SubElement(root, "testsuite", name=name, package="bitext", id=str(number))
        _fill(suite, label(locale), findings, codes, limit)
        suite.set("timestamp", moment)
        suite.set("hostname", "localhost")
        count = silenced.get(locale, 0)
        etree.SubElement(suite, "system-out").text = f"{counted(count, 'finding')} silenced\n" if count else ""
        etree.SubElement(suite, "system-err")
    text: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return text.decode("utf-8")


def _fill(suite: etree._Element, locale: str, findings: Sequence[Finding], codes: Iterable[str], limit: int) -> None:
    etree.SubElement(suite, "properties")
    cases: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        cases.setdefault((finding.article, finding.code), []).append(finding)
    found = {code for _, code in cases}
    passed = [code for code in dict.fromkeys(codes) if code not in found]
    failures = skipped = 0
    for (article, code), some in cases.items():
        case = _case(suite, f"{locale}.{visible(code)}", visible(article) or "(no article)")
        failed = min(one.severity.rank for one in some) <= limit
        _outcome(case, some, "failure" if failed else "skipped")
        failures += failed
        skipped += not failed
    for code in passed:
        _case(suite, f"{locale}.{visible(code)}", "no findings")
    suite.set("tests", str(len(cases) + len(passed)))
    suite.set("failures", str(failures))
    suite.set("errors", "0")
    suite.set("skipped", str(skipped))
    suite.set("time", _NO_TIME)


def _case(suite: etree._Element, classname: str, name: str) -> etree._Element:
    return etree.SubElement(suite, "testcase", classname=_xml(classname), name=_xml(name), time=_NO_TIME)


def _outcome(case: etree._Element, findings: Sequence[Finding], kind: str) -> None:
    worst = min(findings, key=lambda finding: finding.sort_key)
    more = f" (and {len(findings) - 1:,} more)" if len(findings) > 1 else ""
    element = etree.SubElement(case, kind)
    element.set("message", _xml(visible(worst.message) + more))
    element.set("type", str(worst.severity))
    element.text = "\n".join(_lines(findings))


def _lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the lines of each finding and of the texts that it is about."""
    for finding in findings:
        yield _xml(finding_line(finding))
        for name, text in (("source", finding.source), ("target", finding.target)):
            if text:
                yield _xml(f"  {name}: {visible(text)}")


def _xml(text: str) -> str:
    """Return one line of text without the two characters that `visible` leaves and XML cannot hold."""
    return _NOT_XML_RE.sub("\ufffd", text)
