"""A project in two states: after a first delivery, and after a second one that changes English and every catalog."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sphinx_bitext.store import write_text
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import Project, load_project
from support import unit

ARTICLES, SENTENCES = 3, 40
Files = Mapping[str, bytes]


def project_at(root: Path) -> Project:
    return load_project(root / "source", root / "locale", root / "build")


def deliver(root: Path, version: int, sentences: int = SENTENCES) -> None:
    """Write a delivery of all articles; the second has one more sentence and other words."""
    for locale in ("sv-SE", "ja-JP"):
        for number in range(ARTICLES):
            write_text(root / "source" / locale / f"a{number}.md", _delivery(locale, number, version, sentences))


def _delivery(locale: str, number: int, version: int, sentences: int) -> str:
    units = [
        unit(
            f"0abcd-{102 + index}",
            _text(locale, version, index, number),
            f"Sentence {index}, {number}.",
        )
        for index in range(sentences + version)
    ]
    return (
        f"---\nms.openlocfilehash: {str(version) * 40}\nms.translationtype: HT\nms.contentlocale: {locale}\n"
        f"ms.lasthandoff: 01/0{version}/2021\n---\n# {unit('0abcd-101', f'Titel {number}', f'Title {number}')}\n\n"
        + "\n\n".join(units)
        + "\n"
    )


def _text(locale: str, version: int, index: int, number: int) -> str:
    return f"{locale} {version} mening {index} i {number}. " + "Lång text. " * 40


def files_of(root: Path) -> dict[str, bytes]:
    """Return everything that an ingest may write, by path; the lock aside."""
    found = (file for folder in ("locale", "source/en-US") for file in (root / folder).rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found if file.name != ".bitext.lock"}


def restore(root: Path, files: Files) -> None:
    """Bring the tree back into a state, leftovers and all else gone."""
    for name, data in files_of(root).items():
        if files.get(name) != data:
            (root / name).unlink()
    for name, data in files.items():
        file = root / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def two_states(root: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Ingest both deliveries one after the other; return the files after each. The second stays in `source/`."""
    states = []
    for version in (1, 2):
        deliver(root, version)
        ingest(project_at(root))
        states.append(files_of(root))
    old, new = states
    assert all(old[name] != new[name] for name in old)
    return old, new


def assert_whole(root: Path, old: Files, new: Files) -> None:
    """Each file is the old one or the new one; the records may also announce what comes."""
    for name, data in files_of(root).items():
        if name.endswith(".tmp"):
            continue
        if name == "locale/english.toml" and data not in (old.get(name), new.get(name)):
            assert b"\nbefore = " in data
            continue
        assert data in (old.get(name), new.get(name)), name
    assert old.keys() <= files_of(root).keys()
