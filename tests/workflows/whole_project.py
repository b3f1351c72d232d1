"""What the checks find with all articles in memory at once: what portions are held against."""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_bitext.alignment.addresses import SOURCE_LOCALE
from sphinx_bitext.checks import CorpusRun, run_checks, with_glossary, without_covered
from sphinx_bitext.model import Finding
from sphinx_bitext.terms.glossary import Term
from sphinx_bitext.workflows.ingest import Ingested


def find_all(ingested: Ingested, locales: Sequence[str], terms: Sequence[Term] = ()) -> list[Finding]:
    """Return all findings of these locales, worst and surest first; `terms` are the glossary."""
    checks = with_glossary(terms)
    wanted = {*locales, SOURCE_LOCALE}
    findings = [finding for finding in ingested.findings if finding.locale in wanted]
    run = CorpusRun()
    for article in ingested.corpus.articles.values():
        run.read_article(article.bitexts)
        for bitext in article.bitexts:
            if bitext.locale in wanted:
                findings += run_checks(bitext, checks)
                run.read(bitext)
    findings += (finding for finding in run.findings() if finding.locale in wanted)
    return without_covered(sorted(findings, key=lambda finding: finding.sort_key))
