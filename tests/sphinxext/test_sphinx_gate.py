"""What foreign text may put on a page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx_fake_site import FakeSite, sentence

from sphinx_bitext.sphinxext.block_html import sanitize
from sphinx_bitext.sphinxext.records import Draft
from sphinx_bitext.sphinxext.uris import UriKind, classify
from sphinx_bitext.theme.assets import theme_assets
from support import calls

PAYLOADS = Path(__file__).resolve().parents[3] / "shared" / "hostile" / "xss-payloads.json"
OWN_SCRIPTS = {f"../{theme_assets()[name].path}" for name in ("bitext-early.js", "bitext.js")}
ALLOWED = {
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "bdi",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "circle",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "p",
    "path",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
    "script",
}


def assert_harmless(soup: BeautifulSoup) -> None:
    """Nothing in the article that could run, load or leave; only our own scripts in the page."""
    for tag in soup.find_all(True):
        assert tag.name in ALLOWED, tag.name
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), tag
            assert name not in ("style", "srcdoc", "formaction", "xlink:href"), tag
            if name in ("href", "src"):
                kind, cleaned = classify(str(value))
                assert kind is not UriKind.UNSAFE, tag
                assert cleaned == value, tag
                if name == "src":
                    assert kind in (UriKind.RELATIVE, UriKind.DATA), tag
    article = soup.find("article")
    assert article is not None
    assert not article.find_all(["script", "svg", "input", "button", "meta", "link", "iframe", "form", "style"])


@pytest.mark.skipif(not PAYLOADS.is_file(), reason="the shared hostile material is not beside the project")
def test_no_known_payload_survives_in_any_place(site: FakeSite) -> None:
    payloads = [entry["payload"] for entry in json.loads(PAYLOADS.read_text(encoding="utf-8"))]
    for number, payload in enumerate(payloads):
        line = payload.replace("\n", " ")
        site.put(f"block{number}", f"# T\n\n{payload}\n\nslut\n", title=payload)
        site.put(f"inline{number}", f"# Rubrik {line}\n\nText {line} slut.\n\n| a |\n|---|\n| {line} |\n", title=line)
        site.put(f"marked{number}", sentence("101", f"Text {line} slut."), description=payload, robots=payload)
    site.build()
    for docname in site.pages:
        soup = site.soup(docname)
        assert_harmless(soup)
        assert "slut" in soup.get_text()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a <script>alert(1)</script> b", "a <script>alert(1)</script> b"),
        ("ange <namn> här", "ange <namn> här"),
        ("a <b>fet</b> b", "a fet b"),
        ("a </b> b", "a  b"),
        ("a <b> b", "a  b"),
        ("a <b>x *y</b> z* w", "a x y z w"),
        ("a <!-- dolt --> b", "a  b"),
        ("rad<br>ny", "rad\nny"),
        ('<span style="color:red" onclick="x()">röd</span>', "röd"),
        ("a <iframe src=x></iframe> b", "a <iframe src=x></iframe> b"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](data:text/html,hej)", "[x](data:text/html,hej)"),
        ("[x](ms-settings:display)", "x"),
        ('<a href="javascript:x">länk</a>', "länk"),
        ('<a href="java\tscript:x">länk</a>', "länk"),
    ],
)
def test_inline_html_is_simple_or_text(site: FakeSite, text: str, shown: str) -> None:
    site.put("a", text)
    site.build()
    assert_harmless(site.soup("a"))
    assert site.article("a").p.text == shown


def test_simple_tags_pair_and_links_in_html_work(site: FakeSite) -> None:
    site.put(
        "a", '<kbd>Ctrl</kbd> <font color="red">r</font> <a href="b.md#x" title="t"><b>mot</b> b</a> H<sub>2</sub>O'
    )
    site.put("b", "# B\n\n## X")
    site.build()
    paragraph = site.article("a").p
    assert paragraph.kbd.text == "Ctrl"
    assert paragraph.sub.text == "2"
    assert paragraph.span.text == "r"
    assert paragraph.a["href"] == "b.html#x"
    assert paragraph.a["title"] == "t"
    assert paragraph.a.b.text == "mot"


def test_sentences_and_html_tags_nest(site: FakeSite) -> None:
    site.put("a", f"{sentence('101', 'ett <b>två')} {sentence('102', 'tre</b> fyra')}")
    site.build()
    html = site.html("a")
    assert (
        '<b><span class="bt" data-ttu="101">två</span> <span class="bt" data-ttu="102" id="s102">tre</span></b>' in html
    )


def test_blocks_of_html_are_sanitized_and_keep_their_text(site: FakeSite) -> None:
    site.put(
        "a",
        "<table><tr><td onclick=x style='a'>cell</td></tr></table>\n\n"
        "<div class=x><iframe src=//e.se>inne</iframe></div>\n\n"
        "<form action=x><input name=q>fråga</form>\n\n"
        "<tenant-id>\n\n<p><a href='b.md'>b</a><a href='vbscript:x'>v</a></p>\n",
    )
    site.put("b", "# B")
    site.build()
    assert_harmless(site.soup("a"))
    article = site.article("a")
    assert article.td.text == "cell"
    assert "fråga" in article.text
    assert "<tenant-id>" in article.text
    assert [a.get("href") for a in article.find_all("a")] == ["b.html", None]
    assert "unsafe-html" in site.codes("a")
    assert "unsafe-link" in site.codes("a")


def test_a_lone_open_or_close_block_breaks_nothing(site: FakeSite) -> None:
    site.put("a", "</div></main></article>\n\n<div>\n\ntext\n\n<table><tr><td>\n\nefter\n")
    site.build()
    assert "text" in site.article("a").text
    assert "efter" in site.article("a").text
    assert site.soup("a").find("footer") is not None


def test_details_keep_their_content(site: FakeSite) -> None:
    site.put("a", "<details open>\n<summary>Mer <b>här</b></summary>\n\n- *inuti*\n\n</details>\n\nefter\n")
    site.build()
    details = site.article("a").details
    assert details.summary.text == "Mer här"
    assert details.em.text == "inuti"
    assert "efter" not in details.text


def test_code_is_never_html(site: FakeSite) -> None:
    site.put("a", "`<script>x</script>`\n\n```html\n<script>y</script>\n```\n\n    <b onclick=z>\n")
    site.build()
    assert_harmless(site.soup("a"))
    assert "<script>x</script>" in site.article("a").text
    assert "<script>y</script>" in site.article("a").text


def png(site: FakeSite, name: str = "p.png") -> Path:
    path = site.file("a").parent / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x89PNG\r\n")
    return path


def test_local_images_are_published_at_a_path_of_their_own(site: FakeSite) -> None:
    png(site, "media/bild 1.png")
    png(site, "f/media/bild 1.png").write_bytes(b"other")
    site.put("a", '![En *bild*](media/bild%201.png "Titel") <img src="media/bild 1.png" alt="två" width="20">')
    site.put("f/b", "![b](media/bild%201.png)")
    site.build()
    first, second = site.article("a").find_all("img")
    assert (first["alt"], first["title"], second["src"]) == ("En bild", "Titel", first["src"])
    assert re.fullmatch(r"\.\./_images/bild-1\.[0-9a-f]{10}\.png", first["src"])
    assert second["width"] == "20"
    assert second["alt"] == "två"
    other = site.article("f/b").img["src"]
    assert other.startswith("../../_images/bild-1.")
    assert other != f"../{first['src']}"
    assert (site.outdir / "f" / other).read_bytes() == b"other"


def test_a_changed_image_has_another_address(site: FakeSite) -> None:
    png(site, "p.png")
    site.put("a", "![b](p.png)")
    site.build()
    before = site.article("a").img["src"]
    png(site, "p.png").write_bytes(b"other")
    site.build()
    after = site.article("a").img["src"]
    assert after != before
    assert (site.outdir / after).read_bytes() == b"other"


def test_a_missing_image_leaves_its_alt_text_and_the_page_is_not_read_again(site: FakeSite) -> None:
    site.put("a", "före ![min bild](media/saknas.png) efter")
    site.build()
    assert site.article("a").p.text == "före min bild efter"
    assert site.codes("a") == ["missing-image"]
    before = (site.outdir / "a.html").stat().st_mtime_ns
    site.build()
    assert (site.outdir / "a.html").stat().st_mtime_ns == before
    assert site.codes("a") == ["missing-image"], "a finding is reported in every build"
    png(site, "media/saknas.png")
    site.build()
    assert site.article("a").img["alt"] == "min bild"
    assert site.codes("a") == []


def test_nothing_outside_the_tree_is_published(site: FakeSite, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"hidden content")
    (site.source_dir.parent / "sv-SE").mkdir(exist_ok=True)
    (site.source_dir.parent / "sv-SE" / "link.png").symlink_to(secret)
    (site.source_dir.parent / "sv-SE" / "folder").symlink_to(tmp_path)
    png(site, "notes.txt")
    site.put(
        "a",
        "![1](../../secret.png) ![2](link.png) ![3](folder/secret.png) ![4](/etc/passwd) ![5](notes.txt)"
        f" ![6](file://{secret}) ![7](../../../../../../etc/hostname) [8](../../secret.png)"
        " ![9](%2e%2e/%2e%2e/secret.png)",
    )
    site.build()
    assert not site.article("a").find_all(["img", "a"])
    assert set("123456789") <= set(site.article("a").p.text)
    assert not any(b"hidden content" in path.read_bytes() for path in site.outdir.rglob("*") if path.is_file())


def test_remote_images_become_links_and_data_images_are_limited(site: FakeSite) -> None:
    good = "data:image/png;base64,iVBORw0KGgo="
    site.put(
        "a",
        f"![r](https://a.se/x.png) [![i](http://a.se/y.png)](https://b.se) ![d]({good}) "
        f"<img src='data:image/svg+xml;base64,AA==' alt='s'> ![stor](data:image/png;base64,{'A' * 300_000})",
    )
    site.build()
    article = site.article("a")
    assert [(a["href"], a.text) for a in article.find_all("a")] == [("https://a.se/x.png", "r"), ("https://b.se", "i")]
    assert [image["src"] for image in article.find_all("img")] == [good]
    assert "stor" in article.text
    assert site.codes("a").count("remote-image") == 2


@pytest.mark.parametrize(
    ("uri", "kind"),
    [
        ("https://a.se", UriKind.EXTERNAL),
        ("MAILTO:a@b.se", UriKind.EXTERNAL),
        ("//a.se/x", UriKind.EXTERNAL),
        ("\\\\a.se\\x", UriKind.EXTERNAL),
        ("tel:+46", UriKind.EXTERNAL),
        ("java\nscript:alert(1)", UriKind.UNSAFE),
        (" \x01javascript:alert(1)", UriKind.UNSAFE),
        ("blob:x", UriKind.UNSAFE),
        ("file:///etc/passwd", UriKind.UNSAFE),
        ("data:image/svg+xml;base64,AAAA", UriKind.UNSAFE),
        ("a/b.md#c", UriKind.RELATIVE),
        ("/a", UriKind.ROOT),
        ("#a", UriKind.FRAGMENT),
        ("", UriKind.UNSAFE),
    ],
)
def test_addresses_are_classified_as_browsers_read_them(uri: str, kind: UriKind) -> None:
    assert classify(uri).kind is kind


@pytest.mark.timeout(60)  # quadratic work on these would take minutes
@pytest.mark.parametrize("text", ["<div>" * 20_000, "<" * 100_000, "<a " * 30_000, "<!--" * 30_000, "<b x=" * 30_000])
def test_sanitizing_comes_to_an_end(site: FakeSite, text: str) -> None:
    site.put("x", "")
    assert "<script" not in sanitize(text + "<script>x</script>", Draft(site.page("x")))


def test_html_blocks_nested_too_deep_are_text(site: FakeSite) -> None:
    site.put("x", "<div>" * 300 + "djup" + "</div>" * 300 + "\n\n" + "<div><p>x<br>" * 100 + "bra")
    site.build()
    assert "<div>djup</div>" in site.article("x").text
    assert len(site.article("x").find_all("div")) == 100
    assert site.codes("x") == ["unsafe-html"]


@pytest.mark.parametrize(
    "piece",
    ["<b>x</b> ", "<b>", "</b>", "![x](y) ", "[x](javascript:y) ", "<u:y> ", "\n\n<p>x</p>\n\n", "\n\n<details>\n\n"],
)
def test_pages_take_work_in_proportion(site: FakeSite, piece: str) -> None:
    work = []
    for count in (1000, 2000):
        site.put("x", piece * count)
        work.append(calls(site.build))
    assert work[1] < 2.5 * work[0]


def test_html_nested_deep_keeps_its_text_and_does_not_stop_the_build(site: FakeSite) -> None:
    site.put(
        "x",
        "<b>" * 3000 + "djup" + "</b>" * 3000 + "\n\n" + "<details>\n\n" * 300 + "\nmer\n\n" + "</details>\n\n" * 300,
    )
    assert site.build() == ""
    assert "djup" in site.article("x").text
    assert "mer" in site.article("x").text


def test_no_style_attribute_stands_on_a_page(site: FakeSite) -> None:
    wide = "|" + "a|" * 150 + "\n|" + ":-:|" * 150 + "\n|" + "b|" * 150
    site.put("x", f"{wide}\n\n7. x\n   - y\n\n---\n\n<table><tr><td style='a' align=right>c</td></tr></table>\n\n---\n")
    assert site.build() == ""
    assert not site.soup("x").find_all(style=True)
    assert site.article("x").ol["start"] == "7"
