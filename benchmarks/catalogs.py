"""Time of merging catalogs, beside GNU msgmerge on the same texts, and of an ingest that finds nothing to do.

Run: `PYTHONPATH=tools python benchmarks/catalogs.py`. Seconds of processor time, the best of three runs.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sphinx_bitext.catalogs.merge import merge_catalog
from sphinx_bitext.catalogs.po import Entry, Origin, parse_catalog, render_catalog, render_entry, text_hash
from sphinx_bitext.store import read_text, replace_text

FILES, MESSAGES, CHANGED = 300, 22_000, 450
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: sv\\n"\n'
ARTICLES = 2_900
UNIT = (
    '<span data-ttu-id="3a593-{unit}">{one}</span><span class="sxs-lookup">'
    '<span data-stu-id="3a593-{unit}">{two}</span></span>'
)
WORDS = [f"{a}{b}{c}" for a in ("ba", "ko", "mi", "su") for b in ("la", "ri", "te", "no") for c in ("n", "s", "r", "")]


def sentence(chance: random.Random, words: int) -> str:
    """Return some words as a sentence."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def message(chance: random.Random) -> str:
    """Return a paragraph of one to five sentences."""
    return " ".join(sentence(chance, chance.randrange(5, 18)) for _ in range(chance.randrange(1, 6)))


def entry(msgid: str, msgstr: str, unit: int, previous: str | None = None) -> Entry:
    """Return what a delivery proposes."""
    origin = Origin("HT", (f"3a593-{unit}",), text_hash(msgstr))
    return Entry(msgid, msgstr, origin=origin, flags=("fuzzy",) if previous else (), previous_msgid=previous)


def locale_of(root: Path) -> list[tuple[Path, Path, list[Entry]]]:
    """Write catalogs and templates with changed English; return (catalog, template, what a delivery proposes)."""
    chance = random.Random(0)
    changed = set(chance.sample(range(MESSAGES), CHANGED))
    found = []
    for file in range(FILES):
        old, new = [], []
        for number in range(file, MESSAGES, FILES):
            msgid, msgstr = message(chance), message(chance)
            now = msgid.replace(" ba", " zuu", 1) + " " + sentence(chance, 6) if number in changed else msgid
            old.append(entry(msgid, msgstr, 101 + number // FILES))
            new.append(entry(now, msgstr, 101 + number // FILES, msgid if now != msgid else None))
        catalog, template = root / f"{file}.po", root / f"{file}.pot"
        catalog.write_text(HEADER + "".join(f"\n{render_entry(one)}" for one in old), encoding="utf-8")
        template.write_text(HEADER + "".join(f"\n{render_entry(Entry(one.msgid))}" for one in new), encoding="utf-8")
        found.append((catalog, template, new))
    return found


def best(work: Callable[[Path], None], folder: Path, clock: Callable[[], float]) -> float:
    """Return the shortest of three runs, each on a copy."""
    times = []
    for number in range(3):
        copy = folder.with_name(f"{work.__name__}-{number}")
        shutil.copytree(folder, copy)
        start = clock()
        work(copy)
        times.append(clock() - start)
    return min(times)


def children() -> float:
    """Return the processor time of all processes that were started and have ended."""
    import resource  # noqa: PLC0415 (not on every system)

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def compare(root: Path) -> None:
    """Print the time of both merges."""
    folder = root / "locale"
    folder.mkdir()
    locale = locale_of(folder)

    def merge_ours(copy: Path) -> None:
        for catalog, _, proposals in locale:
            file = copy / catalog.name
            text = read_text(file)
            new = render_catalog(merge_catalog(parse_catalog(text), proposals).catalog)
            if new != text:
                assert replace_text(file, text, new)

    def merge_gnu(copy: Path) -> None:
        for catalog, template, _ in locale:
            command = ["msgmerge", "--quiet", "--update", "--backup=none", "--previous"]
            subprocess.run([*command, str(copy / catalog.name), str(copy / template.name)], check=True)

    ours = best(merge_ours, folder, time.process_time)
    sys.stdout.write(f"{MESSAGES} messages in {FILES} catalogs, {CHANGED} changed: {ours:.2f} s\n")
    if shutil.which("msgmerge"):
        gnu = best(merge_gnu, folder, children)
        sys.stdout.write(f"msgmerge on the same files: {gnu:.2f} s, {ours / gnu:.2f} times\n")


def do_nothing(root: Path) -> None:
    """Print the time of an ingest of a whole locale in which nothing has changed, the start of Python included."""
    chance = random.Random(0)
    folder = root / "source" / "sv-SE"
    folder.mkdir(parents=True)
    for number in range(ARTICLES):
        units = (UNIT.format(unit=101 + n, one=sentence(chance, 9), two=sentence(chance, 9)) for n in range(7))
        (folder / f"{number}.md").write_text("\n\n".join(units) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx_bitext", "ingest"]
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    times = []
    for _ in range(3):
        start = children()
        subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
        times.append(children() - start)
    catalogs = sum(1 for _ in (root / "locale").rglob("*.po"))
    sys.stdout.write(f"ingest of {ARTICLES} articles, {catalogs} catalogs, nothing changed: {min(times):.2f} s\n")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        compare(Path(scratch))
    with tempfile.TemporaryDirectory() as scratch:
        do_nothing(Path(scratch))
