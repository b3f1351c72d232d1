"""What goes wrong outside the articles: one clear line and the exit code of its kind."""

from __future__ import annotations

import contextlib
import os
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from command import bitext

from sphinx_bitext import jobs
from sphinx_bitext.errors import PublishError
from sphinx_bitext.jobs import run_jobs


def _project(folder: Path, conf: str) -> Path:
    article = folder / "source" / "sv-SE" / "hej.md"
    article.parent.mkdir(parents=True)
    article.write_text("---\ntitle: Hej\n---\n# Hej\n\nVi ses.\n", encoding="utf-8")
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("conf", "part"),
    [
        ('extensions = ["sphinx_bitext", "no_such_extension"]\n', "no_such_extension"),
        ("extensions = [\n", "SyntaxError"),
        ('bitext_fail_on = "loudly"\n', "fail_on"),
        ('html_theme = "no_such_theme"\nextensions = ["sphinx_bitext"]\n', "no_such_theme"),
    ],
)
def test_a_wrong_configuration_is_one_line_and_exit_code_2(tmp_path: Path, conf: str, part: str) -> None:
    said = bitext("build", cwd=_project(tmp_path, conf), expect=2).stderr
    assert said.startswith("bitext: error: ")
    assert part in said
    assert said.count("\n") == 1


def test_a_good_configuration_publishes_what_has_no_english(tmp_path: Path) -> None:
    bitext("build", cwd=_project(tmp_path, 'extensions = ["sphinx_bitext"]\n'))
    assert "Vi ses." in (tmp_path / "build" / "html" / "sv-se" / "hej.html").read_text(encoding="utf-8")


def test_a_process_that_dies_is_an_error_that_names_its_work() -> None:
    with pytest.raises(PublishError, match=r"worked on 7 was ended"):
        list(run_jobs(os._exit, [7]))


class _Lost(Executor):
    """The workers of a cluster whose scheduler has gone."""

    def submit(self, *_: object, **__: object) -> Future[Any]:
        future: Future[Any] = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future


def test_a_scheduler_that_is_lost_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_workers", lambda _: contextlib.nullcontext(_Lost()))
    with pytest.raises(PublishError, match="the scheduler was lost while sv-SE was worked on"):
        list(run_jobs(str, ["sv-SE"], cluster="tcp://127.0.0.1:9"))


def test_items_come_with_their_results_and_errors_come_through() -> None:
    assert dict(run_jobs(abs, [-1, 2, -3], jobs=2)) == {-1: 1, 2: 2, -3: 3}
    with pytest.raises(ValueError, match="invalid literal"):
        list(run_jobs(int, ["x"]))


def test_a_process_holds_nothing_of_the_item_before_it() -> None:
    assert len({pid for _, pid in run_jobs(_process, [1, 2, 3], jobs=1)}) == 3


def _process(_item: int) -> int:
    return os.getpid()
