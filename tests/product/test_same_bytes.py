"""The same input gives the same bytes: elsewhere, later, in any order, with other settings of the machine.

The search index is left out: Pagefind gives its files other names when its threads end in another order.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from command import CHECKOUT

from support import unit

OTHERWISE = """
import os, random, time
chance = random.Random(7)
list_names, scan, clock = os.listdir, os.scandir, time.time
def listdir(*where):
    found = list_names(*where)
    chance.shuffle(found)
    return found
class Shuffled:
    def __init__(self, *where):
        with scan(*where) as entries:
            self.entries = list(entries)
        chance.shuffle(self.entries)
    def __iter__(self):
        return iter(self.entries)
    def __next__(self):
        if not self.entries:
            raise StopIteration
        return self.entries.pop()
    def __enter__(self):
        return self
    def __exit__(self, *_error):
        pass
    def close(self):
        pass
os.listdir, os.scandir = listdir, Shuffled
time.time = lambda: clock() + 400 * 86400
"""


def _deliver(root: Path) -> None:
    for locale, word in (("sv-SE", "mening"), ("ja-JP", "文")):
        for number in range(6):
            file = root / "source" / locale / f"{'ab'[number % 2]}" / f"x{number}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            units = [
                unit(f"0abcd-{101 + one}", f"{word} {one} {number}.", f"Sentence {one} {number}.") for one in (0, 1)
            ]
            front = f"---\ntitle: {word} {number}\nms.contentlocale: {locale}\nms.lasthandoff: 01/02/2021\n---\n"
            file.write_text(f"{front}# {units[0]}\n\n{units[1]} <b>x\n", encoding="utf-8")


def _built(root: Path, *options: str, **environment: str) -> dict[str, bytes]:
    _deliver(root)
    line = [sys.executable, "-m", "sphinx_bitext", "build", *options]
    path = os.pathsep.join([environment.pop("first", ""), str(CHECKOUT / "tools")]).strip(os.pathsep)
    done = subprocess.run(
        line, cwd=root, env={**os.environ, **environment, "PYTHONPATH": path}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    folders = (root / name for name in ("build/html", "build/report", "locale", "source/en-US"))
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    kept = (path for path in files if path.name not in (".buildinfo", ".bitext.lock") and "_search" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in kept}


def test_place_day_order_locale_and_processes_change_nothing(tmp_path: Path) -> None:
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(OTHERWISE, encoding="utf-8")
    for name in ("one", "another place/two"):
        (tmp_path / name).mkdir(parents=True)
    one = _built(tmp_path / "one", "--jobs", "1", PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C")
    two = _built(
        tmp_path / "another place/two", "--jobs", "2",
        PYTHONHASHSEED="2", TZ="Pacific/Pago_Pago", LC_ALL="tr_TR.UTF-8", first=str(guard),
    )  # fmt: skip
    assert len(one) > 30
    assert sorted(one) == sorted(two)
    assert [name for name, data in one.items() if two[name] != data] == []
