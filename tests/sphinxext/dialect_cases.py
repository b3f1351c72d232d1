"""Spec cases of constructs: Markdown in, the HTML of the article out, with the messages and the findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup
from sphinx_fake_site import FakeSite

from sphinx_bitext.catalogs.messages import build_messages
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.blocks import parse_blocks
from sphinx_bitext.markup.dialect.xref import Target

SPEC = Path(__file__).resolve().parents[1] / "spec" / "dialect"
PART_NAMES = ("markdown", "html", "messages", "findings")
CODE = "import sys\n\n# <main>\ndef main():\n    return 0\n# </main>\n"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63606060000000040001f61738550000000049454e44ae426082"
)


class Case(NamedTuple):
    name: str
    docname: str
    parts: dict[str, str]


def read_cases() -> Iterator[Case]:
    """Yield the cases: a heading of the second level, then parts between lines of four tildes."""
    for path in sorted(SPEC.glob("*.md")):
        cases: list[tuple[str, dict[str, str]]] = []
        part = ""
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            if part:
                if line == "~~~~\n":
                    part = ""
                else:
                    cases[-1][1][part] += line
            elif line.startswith("~~~~ "):
                part = line[5:].strip()
                assert part in PART_NAMES, f"{path}: {part}"
                cases[-1][1][part] = ""
            elif line.startswith("## "):
                cases.append((line[3:].strip(), {}))
        for number, (title, parts) in enumerate(cases, start=1):
            yield Case(f"{path.stem}: {title}", f"case-{path.stem}-{number}", parts)


def put_cases(site: FakeSite, cases: list[Case]) -> None:
    """Put the cases and what they take in into a site."""
    site.put("includes/note", "> [!NOTE]\n> Keep a copy.\n\nAnd **another** one.")
    site.put("includes/button", "the *blue* button")
    site.put("includes/links", '[Other](../other.md), ![Plan](../media/plan.png) <a href="../other.md">again</a>')
    site.put("includes/circle", "Once.\n\n[!INCLUDE [second time](circle.md)]")
    site.put("other", "# Other\n\nText.\n\n## Part\n\nMore.")
    for name in ("plan", "large"):
        file = site.file(f"media/{name}").with_suffix(".png")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(PICTURE)
    code = site.file("code/app").with_suffix(".py")
    code.parent.mkdir(parents=True, exist_ok=True)
    code.write_text(CODE, encoding="utf-8")
    (site.root / "secret.txt").write_text("secret", encoding="utf-8")
    names = {"name": "Run", "nameWithType": "Thing.Run"}
    site.names = {
        "guide/other": Target("other", {"name": "Other"}, is_article=True),
        "Example.Thing.Run*": Target("https://api.example/run", names),
    }
    for case in cases:
        site.put(case.docname, case.parts["markdown"])


def html_of(site: FakeSite, docname: str) -> str:
    """Return the article's inside, a tag a line where blocks begin."""
    article = site.article(docname)
    return "".join(str(child) for child in article.children).strip() + "\n"


def messages_of(markdown: str) -> str:
    """Return the messages of an article, one a line."""
    article = parse_article(markdown, path="case.md", locale="en-US")
    found = build_messages(article, parse_blocks(markdown))
    return "".join(f"{message.kind}: {message.msgid}\n" for message in found)


def findings_of(site: FakeSite, docname: str) -> str:
    return "".join(f"{code}: {message}\n" for name, code, message in site.found if name == docname)


def text_of(html: str) -> str:
    return BeautifulSoup(html, "lxml").get_text()
