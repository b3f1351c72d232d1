"""Deliveries, writers' edits, translators' edits and ingests in any order: nothing that a person did is ever lost."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polib
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.catalogs.po import Catalog, Entry, parse_catalog, render_catalog
from sphinx_bitext.store import write_text
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import Project, load_project
from support import examples, unit

LOCALES = ("sv-SE", "ja-JP")
WORDS = ["cats", "dogs", "red fish", "small birds", "old stones", "new keys"]
PARAGRAPHS = 4


class History:
    """A project, and everything that people did to its catalogs."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root, self.chance = root, chance
        self.project: Project = load_project(root / "source", root / "locale", root / "build")
        self.english = [[f"We like {words} a lot." for words in chance.sample(WORDS, 3)] for _ in range(PARAGRAPHS)]
        self.count = 0
        self.texts: dict[tuple[str, str], str] = {}
        """(locale, mark that only a person made) to what it is found in: `msgstr`, `comment`, `flag`, `header`."""
        for locale in LOCALES:
            self.deliver(locale)
        ingest(self.project)

    def deliver(self, locale: str) -> None:
        """Hand over a translation of the English as it is now, with other words each time."""
        self.count += 1
        number, blocks = 101, []
        for paragraph in self.english:
            units = []
            for sentence in paragraph:
                number += 1
                # A machine leaves some sentences as they are; the others differ from delivery to delivery.
                text = f"{locale} {self.count % 3}: {sentence}" if self.chance.random() < 0.8 else sentence
                units.append(unit(f"0abcd-{number}", text, sentence))
            blocks.append(" ".join(units))
        kind = self.chance.choice(["HT", "MT"])
        digest = hashlib.sha1(str(self.english).encode()).hexdigest()
        hashed = f"ms.openlocfilehash: {digest}\n" if self.chance.random() < 0.7 else ""
        head = f"{hashed}ms.translationtype: {kind}\nms.contentlocale: {locale}\n"
        text = f"---\n{head}ms.lasthandoff: 01/{self.count % 28 + 1:02}/2021\n---\n" + "\n\n".join(blocks) + "\n"
        write_text(self.root / "source" / locale / "a.md", text)

    def withdraw(self, locale: str) -> None:
        """Take a delivery away."""
        (self.root / "source" / locale / "a.md").unlink(missing_ok=True)

    def write(self, _locale: str) -> None:
        """Change the English as a writer does."""
        paragraph = self.chance.choice(self.english)
        place = self.chance.randrange(len(paragraph))
        change = self.chance.randrange(6)
        if change == 0:
            paragraph[place] = paragraph[place].replace("like", "adore")
        elif change == 1:
            paragraph.insert(place, f"Number {self.count} is another thing.")
        elif change == 2 and len(paragraph) > 1:
            del paragraph[place]
        elif change == 3:
            paragraph[place] = paragraph[place].replace("a lot.", "A lot!")
        elif change == 4:
            self.english.reverse()
        else:
            paragraph.reverse()
        text = "\n\n".join(" ".join(sentences) for sentences in self.english)
        write_text(self.project.english_dir / "a.md", text + "\n")

    def edit(self, locale: str) -> None:
        """Change a catalog as a translator does."""
        file = self.project.catalog_path(locale, "a")
        catalog = parse_catalog(file.read_bytes().decode())
        index = self.chance.randrange(len(catalog.entries))
        entry = catalog.entries[index]
        self.count += 1
        mark = f"Mark {self.count} of a person."
        kind = self.chance.choice(["msgstr", "msgstr", "comment", "flag", "header"])
        if kind == "msgstr":
            lost = [key for key, what in self.texts.items() if what == "msgstr" and key[1] in entry.msgstr]
            twice = {one.msgstr for one in catalog.entries if one is not entry}
            for key in lost:
                if not any(key[1] in text for text in twice):
                    del self.texts[key]
            flags = tuple(flag for flag in entry.flags if flag != "fuzzy")
            entry = replace(entry, msgstr=f"{mark} Second sentence. Third.", flags=flags, previous_msgid=None, raw=None)
        elif kind == "comment":
            entry = replace(entry, translator_notes=(*entry.translator_notes, mark), raw=None)
        elif kind == "flag":
            mark = f"x-{self.count}"
            entry = replace(entry, flags=(*entry.flags, mark), raw=None)
        else:
            mark = f"X-Mine-{self.count}: 1"
            catalog = replace(catalog, header=f'{catalog.header}"{mark}\\n"\n')
        self.texts[locale, mark] = kind
        entries = (*catalog.entries[:index], entry, *catalog.entries[index + 1 :])
        file.write_bytes(render_catalog(replace(catalog, entries=entries)).encode())

    def check(self) -> None:
        """Ingest and look for everything that people did; a second ingest changes nothing."""
        ingest(self.project)
        files = {file: file.read_bytes() for file in self.project.locale_dir.rglob("*.po")}
        again = ingest(self.project)
        assert {file: file.read_bytes() for file in files} == files
        assert (again.written_catalogs, again.written_english, again.unreadable) == (0, 0, 0)
        for (locale, mark), kind in self.texts.items():
            catalog = parse_catalog(files[self.project.catalog_path(locale, "a")].decode())
            assert any(mark in text for text in kept(catalog, kind)), (locale, mark, kind)


def kept(catalog: Catalog, kind: str) -> Iterator[str]:
    """Yield the texts of one kind, obsolete entries among them."""
    if kind == "header":
        yield catalog.header
    for entry in catalog.entries:
        found = {"msgstr": (entry.msgstr,), "comment": entry.translator_notes, "flag": entry.flags}
        yield from found.get(kind, ())


@contextmanager
def history(seed: int) -> Iterator[History]:
    with tempfile.TemporaryDirectory() as folder:
        yield History(Path(folder), random.Random(seed))


KINDS = ["edit", "edit", "edit", "write", "write", "deliver", "withdraw"]
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(LOCALES)),
    min_size=2,
    max_size=14,
)


@given(st.integers(0, 10**6), st.lists(STEPS, min_size=1, max_size=4))
@settings(max_examples=examples(25), deadline=None)
def test_no_text_comment_flag_or_header_of_a_person_is_ever_missing(
    seed: int, rounds: list[list[tuple[str, str]]]
) -> None:
    with history(seed) as past:
        for steps in rounds:
            for step, locale in steps:
                getattr(past, step)(locale)
            past.check()
        for locale in LOCALES:
            assert_read_alike(past.project.catalog_path(locale, "a"))


def assert_read_alike(file: Path) -> None:
    """The programs that translators use accept the file and read the same entries."""
    text = file.read_bytes().decode()
    ours = sorted(said(entry) for entry in parse_catalog(text).entries)
    theirs = polib.pofile(text)
    assert sorted((e.msgctxt or "", e.msgid, e.msgstr, e.fuzzy, bool(e.obsolete)) for e in theirs) == ours
    if shutil.which("msgfmt"):
        done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(file)], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        written = subprocess.run(["msgcat", "--no-wrap", str(file)], capture_output=True, check=True).stdout.decode()
        # msgcat leaves out obsolete entries that have nothing but comments.
        full = [one for one in ours if one[2] or not one[4]]
        assert sorted(said(entry) for entry in parse_catalog(written).entries) == full


def said(entry: Entry) -> tuple[str, str, str, bool, bool]:
    return (entry.msgctxt or "", entry.msgid, entry.msgstr, entry.fuzzy, entry.obsolete)
