"""Threads that flush files: nothing works on when a call ends, and a forked process has its own."""

from __future__ import annotations

import os
import time

import pytest

from sphinx_bitext.threads import each


def test_results_come_in_the_order_of_the_items() -> None:
    assert each(abs, list(range(-70, 0))) == list(range(70, 0, -1))
    assert each(abs, [-1]) == [1]
    assert each(abs, []) == []


def test_nothing_works_any_more_after_an_error() -> None:
    done: list[int] = []

    def work(number: int) -> None:
        if number == 1:
            raise KeyError
        time.sleep(0.05)
        done.append(number)

    with pytest.raises(KeyError):
        each(work, list(range(70)))
    ended = list(done)
    time.sleep(0.2)
    assert done == ended
    assert 0 in done


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_has_threads_of_its_own() -> None:
    assert each(abs, [-1, -2]) == [1, 2]
    child = os.fork()
    if child == 0:
        os._exit(sum(each(abs, [-1, -2])))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
