"""Every construct of the platform's Markdown through the real build: English from a delivery, and two locales."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from command import bitext

from support import unit

HASH = "ms.openlocfilehash: 1111111111111111111111111111111111111111"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415478da63606060000000040001f61738550000000049454e44ae426082"
)


class Locale:
    """One locale's words for the sentences below."""

    def __init__(self, tag: str, prefix: str, words: dict[str, str]) -> None:
        self.tag = tag
        self._prefix = prefix
        self._words = words
        self._number = 101

    def __call__(self, english: str) -> str:
        self._number += 1
        return unit(f"{self._prefix}-{self._number}", self._words.get(english, f"{self.tag}: {english}"), english)

    def article(self, *blocks: str, title: str, uid: str = "") -> str:
        self._number = 101
        extra = f"uid: {uid}\n" if uid else ""
        front = f"---\ntitle: {title}\n{extra}{HASH}\nms.translationtype: HT\nms.contentlocale: {self.tag}\n---\n\n"
        return front + "\n\n".join(blocks) + "\n"


def _blocks(say: Locale) -> list[str]:
    return [
        f"# {say('Set up the app')}",
        "> [!VIDEO https://videos.example/embed/1]",
        f"> [!IMPORTANT]\n> {say('Save first.')}",
        "[!INCLUDE [a note](../includes/note.md)]",
        f"1. {say('Open the menu.')}\n\n   :::image source=\"../media/plan.png\" alt-text=\"The plan.\":::",
        f":::row:::\n:::column:::\n{say('Left side.')}\n:::column-end:::\n:::column:::\n{say('Right side.')}\n"
        ":::column-end:::\n:::row-end:::",
        f"::: moniker range=\">= app-2.0\"\n\n{say('New in this version.')}\n\n::: moniker-end",
        f"::: moniker range=\"< app-2.0\"\n\n{say('For old versions.')}\n\n::: moniker-end",
        ":::code language=\"python\" source=\"../code/app.py\" range=\"1\":::",
        f"# <a name=\"windows\"></a>[{say('On Windows')}](#tab/win)",
        say("Select the button."),
        f"# <a name=\"linux\"></a>[{say('On Linux')}](#tab/linux)",
        say("Use a terminal."),
        "---",
        say("See <xref:guide.other> and <xref:Example.Run%2A>."),
        f"> [!div class=\"nextstepaction\"]\n> [{say('Go on')}](other.md)",
        f":::unknown thing:::\n{say('Kept all the same.')}",
    ]  # fmt: skip


SWEDISH = {
    "Set up the app": "Konfigurera appen", "On Windows": "I Windows", "On Linux": "I Linux",
    "Left side.": "Vänster sida.", "Keep a copy.": "Behåll en kopia.", "Other things": "Andra saker",
}  # fmt: skip
ARABIC = {"Set up the app": "إعداد التطبيق", "On Windows": "في ويندوز", "Keep a copy.": "احتفظ بنسخة."}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    for say in (Locale("sv-SE", "3a593", SWEDISH), Locale("ar-SA", "4b604", ARABIC)):
        folder = root / "source" / say.tag
        _write(folder / "guide" / "setup.md", say.article(*_blocks(say), title="Setup"))
        _write(folder / "includes" / "note.md", say.article(f"> [!TIP]\n> {say('Keep a copy.')}", title="Note"))
        other = say.article(f"# {say('Other things')}", say("Text."), title="Other", uid="guide.other")
        _write(folder / "guide" / "other.md", other)
    english = root / "source" / "en-US"
    _write(english / "code" / "app.py", "import sys\n")
    (english / "media").mkdir()
    (english / "media" / "plan.png").write_bytes(PICTURE)
    names = {"references": [{"uid": "Example.Run*", "href": "https://api.example/run", "name": "Run"}]}
    _write(root / "names.json", json.dumps(names))
    _write(root / "pyproject.toml", '[tool.bitext]\nmonikers = ["app-2.1"]\nxref_map = "names.json"\n')
    assert "0 errors" in bitext("build", cwd=root).stdout
    return root


def _article(project: Path, locale: str, name: str = "guide/setup") -> Tag:
    page = project / "build" / "html" / locale / f"{name}.html"
    found = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").article
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("locale", "title", "left", "note", "labels", "other"),
    [
        ("en-us", "Set up the app", "Left side.", "Keep a copy.", ["On Windows", "On Linux"], "Other things"),
        ("sv-se", "Konfigurera appen", "Vänster sida.", "Behåll en kopia.", ["I Windows", "I Linux"], "Andra saker"),
        ("ar-sa", "إعداد التطبيق", "ar-SA: Left side.", "احتفظ بنسخة.", ["في ويندوز", "ar-SA: On Linux"],
         "ar-SA: Other things"),
    ],
)  # fmt: skip
def test_every_construct_is_on_the_page(
    project: Path, locale: str, title: str, left: str, note: str, labels: list[str], other: str
) -> None:
    article = _article(project, locale)
    assert [one.get_text() for one in article.select("h1")] == [title]
    assert article.select_one("a.video[href='https://videos.example/embed/1']")
    assert [one.get_text() for one in article.select(".important p:not(.admonition-title)")] != []
    assert [one.get_text() for one in article.select(".tip p:not(.admonition-title)")] == [note]
    assert article.select_one("ol li img.border[alt='The plan.'][src*='_images/plan.']")
    assert next(one.get_text(strip=True) for one in article.select(".row .cell")) == left
    assert [one.get_text() for one in article.select(".tabs > label")] == labels
    assert [one["id"] for one in article.select(".tabs > .tab")] == ["windows", "linux"]
    assert article.select_one(".highlight-python")
    assert article.select_one(".nextstepaction a[href='other.html']")
    assert next(link.get_text() for link in article.select("a[href='other.html']")) == other
    assert article.select_one("a[href='https://api.example/run']")
    text = article.get_text()
    assert "New in this version." in text
    assert "For old versions." not in text
    assert ":::unknown thing:::" in text
    assert "Kept all the same." in text


def test_sentences_of_constructs_are_numbered(project: Path) -> None:
    article = _article(project, "sv-se")
    numbers = {span["data-ttu"]: span.get_text() for span in article.select(".bt")}
    assert numbers["105"] == "Vänster sida."
    assert "I Windows" in numbers.values()


@pytest.mark.parametrize("form", ["markdown", "sxs"])
def test_what_was_delivered_comes_back_byte_for_byte(project: Path, form: str) -> None:
    bitext("export", "--format", form, "--output", "back", cwd=project)
    for locale in ("sv-SE", "ar-SA"):
        delivered = project / "source" / locale / "guide" / "setup.md"
        wanted = delivered.read_text(encoding="utf-8")
        if form == "markdown":
            wanted = bitext("strip", str(delivered), cwd=project).stdout
        assert (project / "back" / locale / "guide" / "setup.md").read_text(encoding="utf-8") == wanted


def test_an_edited_message_keeps_its_constructs(project: Path) -> None:
    catalog = project / "locale" / "sv" / "LC_MESSAGES" / "guide" / "setup.po"
    import polib  # noqa: PLC0415

    entries = polib.pofile(str(catalog))
    entry = next(entry for entry in entries if "Left side." in entry.msgid)
    entry.msgstr = entry.msgid.replace("Left side.", "Till vänster.").replace("\n", " ")
    entries.save(str(catalog))
    bitext("build", "--locale", "sv-SE", cwd=project)
    cells = _article(project, "sv-se").select(".row .cell")
    assert [cell.get_text(strip=True) for cell in cells] == ["Till vänster.", "Right side."]


def test_a_changed_map_of_names_is_noticed(project: Path) -> None:
    file = project / "names.json"
    file.write_text(file.read_text(encoding="utf-8").replace("api.example", "new-api.example"), encoding="utf-8")
    bitext("build", "--locale", "sv-SE", cwd=project)
    assert _article(project, "sv-se").select_one("a[href='https://new-api.example/run']")
