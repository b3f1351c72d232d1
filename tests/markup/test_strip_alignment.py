from __future__ import annotations

import pytest
from undone_escapes import undo_escapes

from sphinx_bitext.markup.strip import strip_alignment
from support import unit

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
