"""Run `bitext` in this process, and small projects to run it on."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from sphinx_bitext.cli import main
from support import unit


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


class CommandLine:
    """Calls `main` as the console script does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[bytes], folder: Path) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        self.folder = folder
        monkeypatch.chdir(folder)

    def __call__(self, *arguments: str) -> Said:
        self._monkeypatch.setattr(sys, "argv", ["bitext", *arguments])
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        out, err = self._capsys.readouterr()
        code = stop.value.code
        return Said(code if isinstance(code, int) else int(code is not None), out.decode(), err.decode())


def delivery(locale: str, title: str, *texts: str) -> str:
    """Return a delivery of an article `Title` with sentences `Sentence 1.`, `Sentence 2.` and so on."""
    units = [unit(f"0abcd-{102 + number}", text, f"Sentence {number + 1}.") for number, text in enumerate(texts)]
    return (
        f"---\nms.translationtype: HT\nms.contentlocale: {locale}\nms.lasthandoff: 01/02/2021\n---\n"
        f'# <a name="title"></a>{unit("0abcd-101", title, "Title")}\n\n' + "\n\n".join(units) + "\n"
    )


def small_project(root: Path) -> Path:
    """Write two locales of one article below `root/source`."""
    for locale, texts in {"sv-SE": ("Titel", "Mening 1.", "Mening 2."), "ja-JP": ("題", "文一。", "文二。")}.items():
        file = root / "source" / locale / "a.md"
        file.parent.mkdir(parents=True)
        file.write_text(delivery(locale, *texts), encoding="utf-8")
    return root
