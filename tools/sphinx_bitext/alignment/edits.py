r"""What the English text of an article may have been before a delivery lost some of it.

A delivery turns no-break spaces into spaces, joins lines, drops or adds blanks, escapes `*` as `\*`, cuts image
descriptions. Which place lost something cannot be seen, so each is tried, and all of a kind together.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from .habits import Habits, price

AS_IS = "as is"
_ENDS = {AS_IS: 0.86, "\n": 0.07, "": 0.05, "\n\n": 0.02}
_BODY = 0.1
"""How often another reading of the spans than the majority's is right."""


WIDTHS = (72, 79, 80, 99, 100, 119, 120)
_FENCE_RE = re.compile(r"[ \t>]*(?:```|~~~)")
_UNWRAPPED_RE = re.compile(r"[ \t>]*(?:#|\||<|\[[^\]]*\]:|!\[)|    ")
_START_RE = re.compile(r"((?:[ \t]*>)*[ \t]*)((?:[-*+]|\d+[.)])[ \t]+)?")


class Kind(NamedTuple):
    """A loss that may be undone at each place where a pattern matches."""

    name: str
    share: float
    """How many articles have it, at one place or at all."""
    pattern: re.Pattern[str]
    texts: tuple[str, ...]
    """What stood there instead, as templates for the match."""


def wrap_lines(body: str, width: int) -> str:
    """Return `body` with its lines of prose filled to `width` characters, as editors do it.

    Headings, tables, code, HTML and definitions stay; what continues a list item or a quote is indented like it.
    """
    found: list[str] = []
    fenced = False
    for line in body.split("\n"):
        fence = _FENCE_RE.match(line) is not None
        fenced ^= fence
        if fence or fenced or len(line) <= width or _UNWRAPPED_RE.match(line):
            found.append(line)
        else:
            found += _fill(line, width)
    return "\n".join(found)


def _fill(line: str, width: int) -> Iterator[str]:
    start = _START_RE.match(line)
    quote, mark = start.groups("") if start else ("", "")
    text = line[len(quote) + len(mark) :]
    current, empty = quote + mark, True
    for word in text.split():
        if not empty and len(current) + 1 + len(word) > width:
            yield current
            current, empty = quote + " " * len(mark), True
        current += word if empty else f" {word}"
        empty = False
    yield current + text[len(text.rstrip()) :]


def _kind(name: str, share: float, pattern: str, *texts: str) -> Kind:
    return Kind(name, share, re.compile(pattern, re.MULTILINE), texts)


ONE_BY_ONE = (
    _kind("no-break space at markup", 0.03, r"(?<=\S) (?=[*`\[>&\d(])|(?<=[*`\])>&\d]) (?=\S)", "\xa0"),
    _kind("no-break space", 0.03, r"(?<=\S) (?=\S)", "\xa0"),
    _kind("line break", 0.02, r"(?<=[.!?:;]) (?=\S)", r"\n"),
    _kind("line break inside", 0.01, r"(?<=[^\s.!?:;]) (?=\S)", r"\n"),
    _kind("two spaces", 0.01, r"(?<=[.!?:]) (?=\S)", "  "),
    _kind("no space", 0.02, r"(?<=[^\w\s]) (?=\S)|(?<=\S) (?=[^\w\s])", ""),
    _kind("fewer spaces", 0.02, r"(?<=\S)  +(?=\S)", " ", "  ", "   "),
    _kind("blanks at the end of a line", 0.02, r"(?<=\S)$(?!\Z)", " ", "  "),
    _kind("no blanks at the end of a line", 0.02, r"(?<![ \t])[ \t]+$", ""),
    _kind("blank line", 0.01, r"\n(?!\n)", r"\n\n"),
    _kind("no blank line", 0.01, r"\n\n", r"\n"),
    _kind("escape", 0.01, r"(?=[>#<_*\[\]&])", r"\\"),
    _kind("no escape", 0.01, r"\\(?=[^\w\s])", ""),
    _kind("locale in a URL", 0.01, r"(https?://[^/\s)]+/)(?!en-us/)", r"\g<1>en-us/"),
    _kind("no locale in a URL", 0.01, r"/en-us(?=/)", ""),
)


class Change(NamedTuple):
    """A loss that is undone everywhere."""

    name: str
    share: float
    """How many articles have it."""
    apply: Callable[[str], str]


def _change(name: str, share: float, pattern: str, text: str) -> Change:
    return Change(name, share, functools.partial(re.compile(pattern, re.MULTILINE).sub, text))


_WRAPPED = tuple(Change(f"lines of {width}", 0.003, functools.partial(wrap_lines, width=width)) for width in WIDTHS)
ALL_AT_ONCE: tuple[Change, ...] = (
    _change("no escapes", 0.03, r"\\([*`])", r"\1"),
    _change("no escapes at all", 0.01, r"\\([^\w\s])", r"\1"),
    _change("no space after bold", 0.03, r"(\*\*) (?=[,.;:!?)])", r"\1"),
    _change("image named by its file", 0.05, r"!\[\]\((?=(?:[^()\s]*/)?([\w\-]+)\.\w+)", r"![\1]("),
    _change("locales in URLs", 0.01, r"(https?://[^/\s)]+/)(?!en-us/)", r"\g<1>en-us/"),
    _change("no locales in URLs", 0.01, r"/en-us(?=/)", ""),
    _change("no entities", 0.01, r"&amp;", "&"),
    _change("entities", 0.01, r"&(?!\w+;)", "&amp;"),
    _change("no blanks at line ends", 0.01, r"(?<![ \t])[ \t]+$", ""),
    _change("one space", 0.01, r"(?<=\S)  +(?=\S)", " "),
    _change("two spaces behind sentences", 0.005, r"(?<=[.!?]) (?=[A-Z\[*])", "  "),
    *_WRAPPED,
)
_FEATURE = "~text"
_LOSS = 0.1
"""How often the text of an article lost something of the likeliest kind."""
_UNSURE = 0.3
"""How far what hit elsewhere is not trusted: what hits most is what can be found, not what is lost most."""


class Tail(NamedTuple):
    """What may follow the front matter."""

    cost: int
    text: str
    label: int
    kinds: tuple[str, ...] = ()
    """The losses that were undone, then the end of the file."""


def tails(bodies: Sequence[str], habits: Habits, label: int, limit: int) -> Iterator[Tail]:
    """Yield what the English text may be at no more than `limit`; all but the first body as it stands are labelled."""
    costs = _costs(habits)
    ends = habits.costs("~end", _ENDS)
    for number, body in enumerate(bodies):
        start = price(_BODY / number) if number else 0
        for cost, kinds, text in _variants(body.lstrip("\r\n"), costs, limit - start):
            for end, more in ends.items():
                ended = text if end == AS_IS else text.rstrip("\r\n") + end
                total = start + cost + more
                if total <= limit and (end == AS_IS or ended != text):
                    yield Tail(total, ended, label if total else 0, (*kinds, end))


def learn_tail(tail: Tail, habits: Habits) -> None:
    """Learn how the text of a proven English file was spelled."""
    habits.learn([("~end", tail.kinds[-1]), *((_FEATURE, kind) for kind in tail.kinds[:-1])])


def _costs(habits: Habits) -> dict[str, int]:
    """Return what a loss of each kind costs, at whatever place."""
    shares = {kind.name: kind.share for kind in ONE_BY_ONE} | {change.name: change.share for change in ALL_AT_ONCE}
    total = sum(shares.values())
    expected = {name: share / total for name, share in shares.items()}
    return {name: cost + price(_LOSS) for name, cost in habits.costs(_FEATURE, expected, noise=_UNSURE).items()}


def _variants(body: str, costs: dict[str, int], limit: int) -> Iterator[tuple[int, tuple[str, ...], str]]:
    if limit < 0:
        return
    yield 0, (), body
    whole = []
    for kind in ALL_AT_ONCE:
        if costs[kind.name] <= limit:
            text = kind.apply(body)
            if text != body:
                whole.append((costs[kind.name], kind))
                yield costs[kind.name], (kind.name,), text
    for (one, first), (two, second) in itertools.combinations(whole, 2):
        if one + two <= limit:
            yield one + two, (first.name, second.name), second.apply(first.apply(body))
    yield from _single(body, costs, limit)


def _single(body: str, costs: dict[str, int], limit: int) -> Iterator[tuple[int, tuple[str, ...], str]]:
    places = sorted(_places(body, costs, limit), key=lambda place: place[0])
    for number, (cost, start, end, text, name) in enumerate(places):
        yield cost, (name,), body[:start] + text + body[end:]
        for other in places[:number]:
            if cost + other[0] > limit:
                break
            left, right = sorted([(start, end, text), other[1:4]])
            if left[1] <= right[0]:
                changed = body[: left[0]] + left[2] + body[left[1] : right[0]] + right[2] + body[right[1] :]
                yield cost + other[0], (name, other[4]), changed


def _places(body: str, costs: dict[str, int], limit: int) -> Iterator[tuple[int, int, int, str, str]]:
    for kind in ONE_BY_ONE:
        left = limit - costs[kind.name]
        if left < 0:
            continue
        matches = list(kind.pattern.finditer(body))
        more = price(1 / max(1, len(matches) * len(kind.texts)))
        if more > left:
            continue
        for match in matches:
            for template in kind.texts:
                text = match.expand(template)
                if text != match.group():
                    yield costs[kind.name] + more, *match.span(), text, kind.name
