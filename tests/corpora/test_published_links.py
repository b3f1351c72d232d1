"""The published sample as a browser and a search engine meet it: nothing inside leads nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from corpus_runs import SETTINGS, CorpusRun

from sphinx_bitext.publish.linkcheck import check_links

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(900)]


@pytest.mark.parametrize(
    ("name", "pages"),
    [("sxs", 1066), ("aspnetcore.ja-JP", 12), ("msteams.ja-JP", 12), ("nuget.ja-JP", 0), ("powershell.sv-SE", 0)],
)
def test_no_link_anchor_image_redirect_or_language_link_is_broken(
    run: Callable[[str], CorpusRun], name: str, pages: int
) -> None:
    found = check_links(run(name).project.html_dir, SETTINGS.base_url)
    assert found.broken == []
    assert found.pages >= pages
    assert found.links > 10 * found.pages


def test_translations_that_may_be_found_name_each_other(run: Callable[[str], CorpusRun]) -> None:
    """The checker says that the links are returned; here are some to return."""
    pages = list(run("aspnetcore.ja-JP").project.html_folder("ja-JP").rglob("*.html"))
    with_links = [page for page in pages if 'hreflang="x-default"' in page.read_text(encoding="utf-8")]
    assert len(with_links) > 2
    assert (run("aspnetcore.ja-JP").project.html_dir / "sitemap.ja-jp.xml").is_file()
