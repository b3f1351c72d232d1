"""A finding about a page names the place in the file that the page has it from."""

from __future__ import annotations

from pathlib import Path

from small_site import publish, write_project

from sphinx_bitext.model import Finding
from sphinx_bitext.settings import Settings
from sphinx_bitext.workflows.locating import locate
from support import unit


def _text_at(finding: Finding) -> str:
    line = Path(finding.path).read_text(encoding="utf-8").split("\n")[finding.line - 1]
    return line[finding.column - 1 : finding.end_column - 1]


def test_broken_links_and_images_are_found_where_they_stand(tmp_path: Path) -> None:
    project = write_project(tmp_path, Settings())
    english = "# Ropes\n\nTie it.\n\nSee [knots](knots%20and%20so.md) now. ![A rope](media/rope.png)\n\n"
    english += "<b onclick=x>Bold</b>\n"
    (project.english_dir / "ropes.md").write_text(english, encoding="utf-8")
    delivery = project.source_dir / "sv-SE" / "ropes.md"
    sentence = unit("3a593-104", "Se [knopar](<knots and so.md>) nu.", "See [knots](knots%20and%20so.md) now.")
    lines = (
        "---",
        "title: Rep",
        "ms.contentlocale: sv-SE",
        "---",
        "",
        "# " + unit("3a593-102", "Rep", "Ropes"),
        "",
        unit("3a593-103", "Knyt.", "Tie it."),
        "",
        f"{sentence} ![Ett rep](media/rope.png)",
        "",
        "<b onclick=x>" + unit("3a593-105", "Fet", "Bold") + "</b>",
        "",
    )
    delivery.write_text("\n".join(lines), encoding="utf-8")
    built = publish(project)
    codes = {"broken-link": "knots and so.md", "missing-image": "media/rope.png", "unsafe-html": "<b onclick=x>"}
    found = [one for one in built.findings if one.article == "ropes" and one.code in codes]
    assert len(found) == 9
    for finding in found:
        locale = "sv-SE" if finding.locale == "sv-SE" else "en-US"  # Arabic shows the English page
        assert Path(finding.path).resolve() == (project.source_dir / locale / "ropes.md").resolve()
        assert _text_at(finding).replace("%20", " ") == codes[finding.code]


def test_a_link_that_a_translator_wrote_is_found_in_the_catalog(tmp_path: Path) -> None:
    project = write_project(tmp_path, Settings())
    publish(project, "sv-SE")
    catalog = project.catalog_path("sv-SE", "guide/boats")
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(text.replace("Ta två åror.", "Ta två [åror](oars.md)."), encoding="utf-8")
    (finding,) = [one for one in publish(project, "sv-SE").findings if one.code == "broken-link"]
    assert Path(finding.path).resolve() == catalog.resolve()
    assert _text_at(finding) == "oars.md"


def test_an_address_is_looked_for_where_addresses_stand(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("x.md or\n[x](x.md) and [y]: y.md\n", encoding="utf-8")
    found = locate("x.md", [tmp_path / "gone.md", file])
    assert found is not None
    assert found == (file, 2, 5, 4)
    assert locate("z.md", [file]) is None
    assert locate("", [file]) is None
