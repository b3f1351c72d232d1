"""How often stripping gives the clean form of a delivery, and what keeps the other files from it.

The clean form of each delivery of the sample is at hand, made by the delivery's own tool. A file that differs is put
into the smallest set of classes that make the difference: those named in `CLASSES`. What `strip --unescape` leaves:

* `alt text`: the delivery cut the alt text of an image to its first sentence. Lost.
* `quotes`: quotation marks became `&quot;` in one form and not in the other, or at other places. Where they belong to
  the markers of a delivery they are mended; elsewhere nobody can say which form is right.
* `front matter`: the two forms spell their YAML in two ways.
* `escapes`: a writer escaped a lone star, which shows the same without. The delivery would have escaped it as well, so
  nothing tells it from those that it did.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from sphinx_bitext.markup.article import decode
from sphinx_bitext.markup.front_matter import front_matter_place
from sphinx_bitext.markup.strip import strip_alignment

CLASSES: dict[str, Callable[[str], str]] = {
    "alt text": lambda text: re.sub(r"!\[[^\]]*\]", "![]", text),
    "quotes": lambda text: text.replace("&quot;", '"'),
    "front matter": lambda text: text[place.end :] if (place := front_matter_place(text)) else text,
    "escapes": lambda text: re.sub(r"\\([*`])", r"\1", text),
    "blanks before URLs": lambda text: re.sub(r" +(?=https?://)", "", text),
}

EXPECTED = {
    ("product", "target"): {"same": 872, "escapes": 21, "alt text": 5, "blanks before URLs": 2},
    ("product", "target-unescaped"): {"same": 895, "alt text": 5},
    ("others", "target"): {
        "same": 27,
        "escapes": 8,
        "front matter, escapes": 1,
        "alt text, quotes": 1,
        "quotes": 1,
    },
    ("others", "target-unescaped"): {
        "same": 34,
        "front matter": 1,
        "escapes": 1,
        "quotes": 1,
        "alt text, quotes": 1,
    },
}


def _class_of(ours: str, clean: str) -> str:
    if ours == clean:
        return "same"
    for size in range(1, len(CLASSES) + 1):
        for names in combinations(CLASSES, size):
            texts = [ours, clean]
            for name in names:
                texts = [CLASSES[name](text) for text in texts]
            if texts[0] == texts[1]:
                return ", ".join(names)
    return "other"


@pytest.mark.corpus
def test_stripping_gives_the_clean_delivery(corpus: Path) -> None:
    found: dict[tuple[str, str], Counter[str]] = {key: Counter() for key in EXPECTED}
    for path in sorted(corpus.rglob("sxs/**/*.md")):
        text, clean = (decode(Path(str(path).replace("/sxs/", form)).read_bytes()) for form in ("/sxs/", "/live/"))
        group = "others" if "other" in path.relative_to(corpus).parts else "product"
        found[group, "target"][_class_of(strip_alignment(text), clean)] += 1
        found[group, "target-unescaped"][_class_of(strip_alignment(text, unescape=True), clean)] += 1
    assert found == EXPECTED
    assert {group: sum(found[group, "target"].values()) for group in ("product", "others")} == {
        "product": 900,
        "others": 38,
    }


@pytest.mark.corpus
def test_english_lines_with_escapes_are_as_the_true_english_has_them(corpus: Path) -> None:
    """Of all lines of rebuilt English with an escape, where the true English is public.

    Changed and not right: the lone star that its writer escaped, and a sentence that the delivery damaged before it
    escaped it. Kept and not right: a backslash in code, in a line that the true English breaks in two.
    """
    counts: Counter[str] = Counter()
    for path in sorted(corpus.rglob("other/*/sxs/**/*.md")):
        truth_path = Path(str(path).replace("/sxs/", "/english/"))
        text = decode(path.read_bytes())
        if not truth_path.exists() or "\\" not in text:
            continue
        truth = decode(truth_path.read_bytes()).replace("\r\n", "\n")
        ways = [strip_alignment(text, "source", unescape=way).splitlines() for way in (False, True)]
        for before, after in zip(*ways, strict=True):
            if before != after or re.search(r"\\[*`]", before):
                counts[f"{'changed' if before != after else 'kept'}, {'right' if after in truth else 'else'}"] += 1
    assert counts == {"changed, right": 4, "changed, else": 2, "kept, right": 6, "kept, else": 1}
