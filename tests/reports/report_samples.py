"""Small model objects for the tests of the reports; every sentence is invented."""

from __future__ import annotations

from sphinx_bitext.model import (
    Article,
    ArticleStatus,
    Bitext,
    Block,
    BlockPair,
    Certainty,
    English,
    Finding,
    LocaleStatus,
    Metadata,
    Segment,
    Severity,
    Span,
    TranslationType,
)

HOSTILE = "</script><script>alert(1)</script><!--\u202eflip\u2028\x1b[31mred\x00\ud800 & \"quotes\" 'and' `code`"


def finding(
    code: str = "number-differs",
    severity: Severity = Severity.WARNING,
    certainty: Certainty = Certainty.LIKELY,
    *,
    locale: str = "sv-SE",
    article: str = "billing/credits",
    unit: str | None = "104",
    path: str | None = None,
    line: int = 2,
    column: int = 1,
    message: str = "3 became 13",
    source: str = "",
    target: str = "",
) -> Finding:
    """Return a finding; the path is that of the article's delivery."""
    file = f"source/{locale}/{article}.md" if path is None else path
    return Finding(
        code, severity, certainty, locale, article, unit, file, line, column, line, column + 1, message, source, target
    )


def cell(
    locale: str, kind: TranslationType | None = TranslationType.MACHINE, *, stale: bool = False, edited: int = 0
) -> LocaleStatus:
    """Return a delivery with 4 segments and 3 messages."""
    return LocaleStatus(locale, kind, "id", 4, 3, 2, 1, edited, stale)


def statuses() -> list[ArticleStatus]:
    """Return three articles: proven, unproven and with another hash."""
    human = TranslationType.HUMAN
    return [
        ArticleStatus(
            "billing/credits", "rebuilt", "proven", "ab" * 20, (cell("ar-SA"), cell("sv-SE", human, edited=1))
        ),
        ArticleStatus("calls", "given", "mismatch", "cd" * 20, (cell("sv-SE", stale=True),)),
        ArticleStatus("start", "none", "unproven", None, (cell("ar-SA", None),)),
    ]


def bitext(
    locale: str = "sv-SE",
    path: str = "billing/credits.md",
    segments: tuple[tuple[str | None, str, str], ...] = (
        ("104", "A call costs 3 credits.", "Ett samtal kostar 13 krediter."),
        ("105", "Credits expire.", "Krediter upphör."),
    ),
    *,
    changed: tuple[tuple[str, str], ...] = (),
) -> Bitext:
    """Return a delivery whose target sentences stand one a line."""
    text, pairs = "", []
    for unit, source, target in segments:
        place = Span(len(text), len(text) + len(target))
        text += target + "\n"
        pairs.append(BlockPair(None, None, (Segment(unit, source, target, None, place),)))
    alone = Block("paragraph", (Span(0, 1),), "Only the English has this.")
    article = Article(
        path, locale, text, f"source/{locale}/{path}", metadata=Metadata(translation_type=TranslationType.MACHINE)
    )
    english = English(Article(path, "en-US", ""), "rebuilt", "proven")
    return Bitext(article, english, "id", (*pairs, BlockPair(alone, None)), bool(changed), changed)
