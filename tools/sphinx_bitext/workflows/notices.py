"""Findings that come from reading, merging and publishing, not from a check on a bitext."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Certainty, Finding, Severity


class Notice(NamedTuple):
    """What a code means."""

    severity: Severity
    summary: str
    fix: str


NOTICES: dict[str, Notice] = {
    "skipped-file": Notice(
        Severity.ERROR,
        "A file below source/ was not read.",
        "Only regular .md files of at most 2 MB with printable names are articles. Replace links and special files by "
        "copies, split files that are too large, rename files with control characters.",
    ),
    "catalog-syntax": Notice(
        Severity.ERROR,
        "A catalog cannot be parsed; it was left as it is, and its page shows the delivered text.",
        "Open the catalog at the line named. `msgfmt -c FILE` says more.",
    ),
    "newer-delivery": Notice(
        Severity.WARNING,
        "A newer delivery differs from what a person wrote in the catalog.",
        "The person's text stays. The delivered one stands in a comment of the entry: take it over or keep yours.",
    ),
    "broken-link": Notice(
        Severity.WARNING,
        "A link to another article leads nowhere; the page shows its text alone.",
        "Correct the path in the article, or deliver the article that it names.",
    ),
    "published-text": Notice(
        Severity.WARNING,
        "Something in an article could not be published as it stands; its text is shown instead.",
        "See the message: a missing image, HTML that pages may not hold, a scheme that links may not have.",
    ),
    "withheld-page": Notice(
        Severity.ERROR,
        "A page could not be published.",
        "See the message; all other pages were published.",
    ),
}


def notice(
    code: str,
    *,
    locale: str,
    article: str,
    path: str,
    message: str,
    line: int = 1,
    unit: str | None = None,
    source: str = "",
    target: str = "",
) -> Finding:
    """Return a finding of one of the codes above, at the beginning of a line."""
    severity = NOTICES[code].severity
    place = (path, line, 1, line, 1)
    return Finding(code, severity, Certainty.CERTAIN, locale, article, unit, *place, message, source, target)
