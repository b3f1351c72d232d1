"""Threads that flush files: what is begun is done when the block ends, and in a forked process as well."""

from __future__ import annotations

import os
import time

import pytest

from sphinx_bitext.workflows.writers import Writers


def test_all_is_done_at_the_end_also_after_an_error() -> None:
    done: list[int] = []

    def work(number: int) -> None:
        time.sleep(0.05)
        done.append(number)

    with pytest.raises(KeyError), Writers() as writer:  # noqa: PT012 (the error comes while others wait)
        for number in range(70):
            writer.submit(work, number)
        raise KeyError
    assert sorted(done) == list(range(70))


def test_what_is_raised_is_handed_on() -> None:
    with Writers() as writer:
        begun = writer.submit(int, "a")
        assert list(writer.map(abs, [-1, -2])) == [1, 2]
    with pytest.raises(ValueError, match="invalid literal"):
        begun.result()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_has_threads_of_its_own() -> None:
    with Writers() as writer:
        assert writer.submit(abs, -1).result() == 1
    child = os.fork()
    if child == 0:
        with Writers() as writer:
            os._exit(writer.submit(abs, -3).result(timeout=20))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
