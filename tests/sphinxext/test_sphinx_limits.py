"""An article that takes too much time or memory is stopped, and published flat; the others are not touched."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import threading

import pytest
from sphinx_fake_site import FakeSite

from sphinx_bitext.sphinxext import limits, parser, reading
from sphinx_bitext.sphinxext.limits import LimitError, bounded

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only there a process can be limited")


def test_work_without_end_is_stopped_even_where_the_first_stop_is_caught() -> None:
    def work() -> None:
        with contextlib.suppress(LimitError):
            while True:
                pass
        while True:
            pass

    with pytest.raises(LimitError), bounded(seconds=0.05):
        work()


def test_memory_without_end_is_refused() -> None:
    with pytest.raises(MemoryError), bounded(memory=32 * 1024 * 1024):
        bytearray(256 * 1024 * 1024)


def test_the_limits_of_the_process_come_back() -> None:
    before = (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGVTALRM))
    with bounded():
        assert resource.getrlimit(resource.RLIMIT_AS) != before[0]
    assert (resource.getrlimit(resource.RLIMIT_AS), signal.getsignal(signal.SIGVTALRM)) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_another_thread_goes_without_limits() -> None:
    done = []

    def work() -> None:
        with bounded():
            done.append(signal.getitimer(signal.ITIMER_VIRTUAL))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [(0.0, 0.0)]


@pytest.mark.parametrize("where", ["parser", "gate"])
@pytest.mark.parametrize("takes", ["time", "memory"])
def test_an_article_that_takes_too_much_is_published_flat(
    site: FakeSite, monkeypatch: pytest.MonkeyPatch, where: str, takes: str
) -> None:
    def work(*_arguments: object, **_options: object) -> None:
        if takes == "memory":
            bytearray(4 * limits.MAX_MEMORY)
        while True:
            pass

    site.put("good", "# God\n\n*hel*\n")
    site.build()
    good = site.article("good").decode()
    site.put("bad", "# Ond\n\n*text*\n")
    real = bounded
    monkeypatch.setattr(parser, "bounded", lambda: real(seconds=0.2))
    monkeypatch.setattr(reading, "bounded", lambda: real(seconds=0.2))
    if where == "parser":
        monkeypatch.setattr(parser.ArticleParser, "_parse", work)
    else:
        monkeypatch.setattr(reading, "pass_gate", work)
    site.build()
    assert site.codes("bad") == ["published-flat"]
    assert "*text*" in site.article("bad").text
    assert site.article("good").decode() == good
