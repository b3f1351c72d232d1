from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.markup.article import decode
from sphinx_bitext.markup.blocks import parse_blocks, render_inline
from sphinx_bitext.markup.strip import strip_alignment, undo_escapes
from support import LONG, examples, unit

HEAD = "---\ntitle: Servern\nms.custom:\n- a\n"
KEYS = (
    "ms.openlocfilehash: c22500656e8a1ffa20728699744a69c28b3b5159\nms.sourcegitcommit: 73be\nms.translationtype: HT\n"
    "ms.contentlocale: sv-SE\nms.lasthandoff: 04/06/2020\nms.locfileid: '43158733'\n"
)
BODY = '# <a name="server"></a>{}\n\n{} ![Bild](a.png) {}\n'
UNITS = (
    unit("3a593-102", "Servern", "The server"),
    unit("3a593-103", "Stoppa den.", "Stop it."),
    unit("3a593-104", " Kopiera.", " Copy."),
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_target_keeps_front_matter_and_anchors(newline: str) -> None:
    text = (HEAD + KEYS + "---\n" + BODY.format(*UNITS)).replace("\n", newline)
    clean = HEAD + KEYS + "---\n" + BODY.format("Servern", "Stoppa den.", " Kopiera.")
    assert strip_alignment(text) == clean.replace("\n", newline)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_source_has_neither_anchors_nor_the_keys_of_a_delivery(newline: str) -> None:
    text = (HEAD + KEYS + "---\n" + BODY.format(*UNITS)).replace("\n", newline)
    clean = HEAD + "---\n# The server\n\nStop it. ![Bild](a.png)  Copy.\n"
    assert strip_alignment(text, "source") == clean.replace("\n", newline)


def test_stripping_twice_changes_nothing_more() -> None:
    once = strip_alignment(HEAD + "---\n" + BODY.format(*UNITS))
    assert strip_alignment(once) == once


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (r"5 \* 3", "5 * 3"),
        (r"\*not emphasis\*", r"\*not emphasis\*"),
        (r"a \*b", "a *b"),
        (r"Type \` here", "Type ` here"),
        (r"\`no code\`", r"\`no code\`"),
        (r"**bold** \* **bold**", "**bold** * **bold**"),
        (r"`\*`", r"`\*`"),
        ("    \\* code", "    \\* code"),
        (r"\* no item", r"\* no item"),
        ("a\n\\*\nb", "a\n*\nb"),
        ("a\n\\*\\*\\*\n5 \\* 3", "a\n\\*\\*\\*\n5 * 3"),
        (r"\*a\* but 5 \* 3", r"\*a\* but 5 * 3"),
        (r"\_x\_", r"\_x\_"),
        ("> a \\* b\n> \\*c\\*", "> a * b\n> \\*c\\*"),
        ("| a \\* b |\n|---|\n| c |", "| a * b |\n|---|\n| c |"),
        ("---\ntitle: 5 \\* 3\n---\n5 \\* 3", "---\ntitle: 5 \\* 3\n---\n5 * 3"),
        ("---\ntitle: 5 \\* 3\n---", "---\ntitle: 5 \\* 3\n---"),
    ],
)
def test_escapes_go_only_where_the_page_stays_the_same(written: str, wanted: str) -> None:
    assert undo_escapes(written) == wanted


@settings(deadline=None, max_examples=examples(100))
@given(
    st.lists(st.sampled_from(["\\*", "\\`", "*", "**", "`", "a", " ", "b ", "\\", "_", "[a](b)", "\n"]), max_size=14)
)
def test_undoing_escapes_never_changes_what_is_shown(pieces: list[str]) -> None:
    text = "Text " + "".join(pieces)
    changed = undo_escapes(text)
    shown = [[(b.kind, render_inline(b.content)) for b in parse_blocks(one)] for one in (text, changed)]
    assert shown[0] == shown[1]
    assert len(changed) <= len(text)


@pytest.mark.corpus
def test_commonmark_wrapped_in_units_comes_back(shared: Path) -> None:
    """Each line of each example in a unit of its own, and each example in one unit."""
    for number, example in enumerate(json.loads((shared / "hostile" / "commonmark-examples.json").read_text("utf-8"))):
        markdown = "Text\n\n" + example["markdown"]
        lines = re.split("(\n)", markdown)
        by_line = "".join(
            unit(f"3a593-{101 + index}", line, f"line {index}") if line.strip() else line
            for index, line in enumerate(lines)
        )
        assert strip_alignment(by_line) == markdown, number
        whole = unit("3a593-101", markdown, markdown)
        assert strip_alignment(whole) == strip_alignment(whole, "source") == markdown, number


@pytest.mark.corpus
def test_stripping_gives_the_clean_delivery(corpus: Path) -> None:
    """The clean form of each delivery is at hand. What is left of differences was lost before the delivery."""
    least = {"product": (872, 889, 900), "others": (25, 26, 38)}
    counts: Counter[tuple[str, str]] = Counter()
    paths = sorted(corpus.rglob("sxs/**/*.md"))
    for path in paths if LONG else [path for path in paths if "other" in path.parts] + paths[::10]:
        text, clean = (decode(Path(str(path).replace("/sxs/", form)).read_bytes()) for form in ("/sxs/", "/live/"))
        group = "others" if "other" in path.relative_to(corpus).parts else "product"
        counts[group, "files"] += 1
        stripped = strip_alignment(text)
        counts[group, "plain"] += stripped == clean
        counts[group, "unescaped"] += (stripped if "\\" not in stripped else undo_escapes(stripped)) == clean
    for group, (plain, unescaped, files) in least.items():
        share = counts[group, "files"] / files
        slack = 0 if share == 1 else 3  # files of a share that is no better than the whole
        assert counts[group, "plain"] >= plain * share - slack
        assert counts[group, "unescaped"] >= unescaped * share - slack
